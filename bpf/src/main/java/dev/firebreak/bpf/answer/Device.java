// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

/**
 * A network device of one network namespace.
 *
 * @param netns inode number of the namespace
 * @param index the device's index there
 * @param name its name
 * @param ethernet whether its frames have an Ethernet header (ARPHRD_ETHER, loopback included)
 * @param loopback whether it is a loopback device
 */
public record Device(int netns, int index, String name, boolean ethernet, boolean loopback) {}
