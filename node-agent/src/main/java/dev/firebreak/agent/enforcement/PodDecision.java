// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.enforcement.HeldPod.Answered;
import dev.firebreak.agent.pod.Sandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The difference between what a pod shall be held to and what it is. Pure; nothing to do gives nothing. */
public final class PodDecision {
    /** Runtimes whose containers' packets never pass a cgroup of this kernel. */
    private static final List<String> ELSEWHERE = List.of("runsc", "gvisor", "kata");

    private PodDecision() {}

    /** The steps, in order. */
    public static List<PodChange> changes(Wanted wanted, Seen seen) {
        Optional<String> elsewhere = elsewhere(wanted.sandbox());
        if (elsewhere.isPresent()) {
            return List.of(new PodChange.Unenforceable(elsewhere.get()));
        }
        if (seen.cgroup().isEmpty() && !seen.alive()) {
            return List.of();
        }
        if (seen.cgroup().isEmpty()) {
            return List.of(new PodChange.Unenforceable("its cgroup is not below the cgroup2 mount: "
                    + (wanted.sandbox().cgroupParent().isEmpty()
                            ? "the runtime tells none"
                            : wanted.sandbox().cgroupParent())));
        }
        List<PodChange> changes = new ArrayList<>();
        Optional<HeldPod> held = seen.held();
        if (held.isPresent() && held.get().cgroupId() != seen.cgroupId()) {
            changes.add(new PodChange.Clear(held.get()));
            held = Optional.empty();
        }
        if (held.isEmpty()) {
            changes.add(attach(wanted, seen));
        } else {
            if (!seen.attached()) {
                changes.add(new PodChange.Complete(held.get()));
            }
            if (!held.get().policies().equals(wanted.policies())) {
                changes.add(new PodChange.Rescope(held.get(), wanted.policies()));
            }
        }
        changes.addAll(answer(wanted.sandbox(), seen, held));
        return changes;
    }

    private static PodChange attach(Wanted wanted, Seen seen) {
        return seen.running()
                .<PodChange>map(gap ->
                        new PodChange.AttachLate(seen.cgroup().orElseThrow(), seen.cgroupId(), wanted.policies(), gap))
                .orElseGet(() -> new PodChange.Attach(seen.cgroup().orElseThrow(), seen.cgroupId(), wanted.policies()));
    }

    /** A pod on the host's network has none: there lock 1 alone denies, by EPERM. */
    private static List<PodChange> answer(Sandbox sandbox, Seen seen, Optional<HeldPod> held) {
        Optional<Answered> there = held.flatMap(HeldPod::answered);
        Optional<Answered> wanted = seen.namespace().map(namespace -> new Answered(fileName(sandbox.id()), namespace));
        if (wanted.isEmpty() || there.equals(wanted)) {
            return List.of();
        }
        List<PodChange> changes = new ArrayList<>();
        there.ifPresent(old -> changes.add(new PodChange.Unanswer(old)));
        changes.add(new PodChange.Answer(wanted.get(), Path.of(sandbox.netns().orElseThrow())));
        return changes;
    }

    /** The runtime's id of a sandbox, or of one that is no plain name its digest: a bpffs allows no dot, and no slash. */
    private static String fileName(String sandbox) {
        return sandbox.matches("[A-Za-z0-9_-]{1,128}")
                ? sandbox
                : UUID.nameUUIDFromBytes(sandbox.getBytes(StandardCharsets.UTF_8))
                        .toString();
    }

    private static Optional<String> elsewhere(Sandbox sandbox) {
        return ELSEWHERE.stream()
                .filter(runtime -> sandbox.runtimeHandler().contains(runtime))
                .findFirst()
                .map(runtime -> "runtime handler " + sandbox.runtimeHandler()
                        + ": its network is not this kernel's, no cgroup sees its packets");
    }
}
