// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.header.PolicyHeader;
import dev.firebreak.agent.list.ListMeaning;
import dev.firebreak.bpf.list.ListDigest;
import dev.firebreak.bpf.scope.ListUse;
import dev.firebreak.policy.Action;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.compiled.Digest;

/**
 * A policy that a pod is held to, with its list in the kernel.
 *
 * @param uid the policy's
 * @param generation of the policy, as the header says that stands
 * @param missingDenies what the kernel does should the list not be there
 * @param defaultDeny the list's default action
 */
public record HeldPolicy(
        PolicyId policy,
        String uid,
        long generation,
        Mode mode,
        boolean missingDenies,
        boolean defaultDeny,
        Digest digest) {

    /** A policy whose header stands and whose list is in the kernel. */
    static HeldPolicy of(PolicyHeader header, ListMeaning list) {
        return new HeldPolicy(
                header.policy(),
                header.uid(),
                header.generation(),
                header.mode(),
                header.refusesPods(),
                list.defaultAction() == Action.Deny,
                list.digest());
    }

    ListUse use() {
        return new ListUse(ListDigest.of(digest.bytes()), mode == Mode.Enforce, defaultDeny, missingDenies);
    }
}
