// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.header;

import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.compiled.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * What the operator says of a policy: for which pods, in which mode, with which list.
 *
 * @param uid of the policy
 * @param generation of the policy that was compiled
 * @param createdAt of the policy; orders policies beyond the 16 lists of a pod
 * @param expiresAt from this moment on the policy no longer stands, whoever is away
 */
public record PolicyHeader(
        PolicyId policy,
        String uid,
        long generation,
        Instant createdAt,
        Mode mode,
        OnListMissing onListMissing,
        Optional<Instant> expiresAt,
        LabelSelector podSelector,
        LabelSelector namespaceSelector,
        ListRef list) {

    /**
     * The list of a policy, as its header names it.
     *
     * @param entries names in it
     * @param payloadBytes bytes of all its chunks
     * @param chunks how many there are
     */
    public record ListRef(Digest digest, int entries, long payloadBytes, int chunks) {}

    /** Whether the policy stands at this moment. */
    public boolean stands(Instant now) {
        return expiresAt.map(now::isBefore).orElse(true);
    }

    /** The same policy, standing until then. */
    public PolicyHeader until(Optional<Instant> end) {
        return new PolicyHeader(
                policy, uid, generation, createdAt, mode, onListMissing, end, podSelector, namespaceSelector, list);
    }

    /** Whether a pod must not start without the list. */
    public boolean refusesPods() {
        return mode == Mode.Enforce && onListMissing == OnListMissing.RefusePod;
    }
}
