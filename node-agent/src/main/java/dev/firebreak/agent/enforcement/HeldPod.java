// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.scope.Scope;
import dev.firebreak.bpf.scope.ScopeFlag;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pod under the filter, as its pins say.
 *
 * @param scopeId of its scope
 * @param generation of the scope in force
 * @param cgroupId the kernel's id of the cgroup that is attached
 * @param policies in the order of the scope's lists
 * @param answered where its answerer is
 */
public record HeldPod(
        PodUid uid,
        long scopeId,
        long generation,
        Cgroup cgroup,
        long cgroupId,
        List<HeldPolicy> policies,
        Optional<Answered> answered) {
    public HeldPod {
        policies = List.copyOf(policies);
    }

    /**
     * The network namespace of one of the pod's sandboxes. Told by the sandbox: the kernel gives the number of a namespace that
     * is gone to the next one.
     *
     * @param sandbox fit to be a file's name
     * @param namespace inode number
     */
    public record Answered(String sandbox, int namespace) {}

    /** As the kernel judges by it: records allowed lookups too, and no arguments, which hold secrets. */
    Scope scope() {
        return new Scope(
                scopeId,
                generation,
                Set.of(ScopeFlag.RECORDS_ALLOWED),
                policies.stream().map(HeldPolicy::use).toList());
    }

    HeldPod heldTo(List<HeldPolicy> others) {
        return new HeldPod(uid, scopeId, generation + 1, cgroup, cgroupId, others, answered);
    }

    HeldPod answeredIn(Optional<Answered> other) {
        return new HeldPod(uid, scopeId, generation, cgroup, cgroupId, policies, other);
    }
}
