// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.bpf.cgroup.Cgroup;
import java.time.Duration;
import java.util.Optional;

/**
 * What is seen of a pod on this node, before anything is decided.
 *
 * @param cgroup the pod's; empty where there is none on disk
 * @param cgroupId the kernel's id of it; 0 where there is none
 * @param running for how long processes other than the sandbox's have been running in it
 * @param alive whether the sandbox still runs, as far as can be told
 * @param namespace inode number of the sandbox's network namespace; empty on the host's network, or where it is gone
 * @param held what the pod's pins say
 * @param attached whether its attachment was completed
 */
public record Seen(
        Optional<Cgroup> cgroup,
        long cgroupId,
        Optional<Duration> running,
        boolean alive,
        Optional<Integer> namespace,
        Optional<HeldPod> held,
        boolean attached) {}
