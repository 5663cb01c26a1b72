// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.policy;

import dev.firebreak.policy.PolicyId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which policy a UID belongs to. Safe for use by many threads. */
public final class PolicyDirectory {
    private final Map<String, PolicyId> byUid = new ConcurrentHashMap<>();
    private final Map<PolicyId, String> byId = new ConcurrentHashMap<>();

    /**
     * Enters a policy.
     *
     * @return the UID that the policy of this name had before, if it was another: that policy is gone
     */
    public Optional<String> enter(PolicyId id, String uid) {
        byUid.put(uid, id);
        String before = byId.put(id, uid);
        if (before == null || before.equals(uid)) {
            return Optional.empty();
        }
        byUid.remove(before);
        return Optional.of(before);
    }

    /** Takes a policy out. */
    public void leave(PolicyId id, String uid) {
        byUid.remove(uid);
        byId.remove(id, uid);
    }

    /** The policy of a UID; empty if there is none, or none yet. */
    public Optional<PolicyId> policy(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }
}
