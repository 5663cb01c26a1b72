// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which answerer: runs share one that stands in the same network namespace and knows the same ports.
 *
 * @param netns inode number of the network namespace
 * @param ports DNS ports, ascending
 */
public record AnswererFolder(long netns, List<Integer> ports) {
    private static final String PREFIX = "netns-";

    public AnswererFolder {
        ports = ports.stream().sorted().toList();
    }

    /** The name of the folder of its pins: no dots, as a bpffs wants it. */
    public String name() {
        StringBuilder name = new StringBuilder(PREFIX).append(netns);
        ports.forEach(port -> name.append('-').append(port));
        return name.toString();
    }

    /** Reads a folder's name back; empty if it is none of ours. */
    static Optional<AnswererFolder> parse(String name) {
        String[] numbers =
                name.startsWith(PREFIX) ? name.substring(PREFIX.length()).split("-", -1) : new String[0];
        if (numbers.length < 2) {
            return Optional.empty();
        }
        try {
            List<Integer> ports = new ArrayList<>();
            for (int i = 1; i < numbers.length; i++) {
                ports.add(Integer.valueOf(numbers[i]));
            }
            return Optional.of(new AnswererFolder(Long.parseLong(numbers[0]), ports));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
