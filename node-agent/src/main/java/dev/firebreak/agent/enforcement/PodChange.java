// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.bpf.cgroup.Cgroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One step from what is to what shall be, of one pod. */
public sealed interface PodChange {
    /** Nothing runs in the cgroup yet: attach closed, so that it is denied everything until its scope is known. */
    record Attach(Cgroup cgroup, long cgroupId, List<HeldPolicy> policies) implements PodChange {}

    /** Processes run unfiltered: attach so that their innocent lookups go on, and tell for how long they ran so. */
    record AttachLate(Cgroup cgroup, long cgroupId, List<HeldPolicy> policies, Duration gap) implements PodChange {}

    /** A crash cut the attachment short: complete it. */
    record Complete(HeldPod held) implements PodChange {}

    /** Other policies, or others of their lists or modes. */
    record Rescope(HeldPod held, List<HeldPolicy> policies) implements PodChange {}

    /** The answerer, in the network namespace of a sandbox that has none yet. */
    record Answer(HeldPod.Answered where, Path file) implements PodChange {}

    /** The answerer's pins are of a sandbox before this one. */
    record Unanswer(HeldPod.Answered where) implements PodChange {}

    /** The pins are of a cgroup that is gone: its place was taken by a new one of the same name. */
    record Clear(HeldPod held) implements PodChange {}

    /** No filter can be attached. */
    record Unenforceable(String reason) implements PodChange {}
}
