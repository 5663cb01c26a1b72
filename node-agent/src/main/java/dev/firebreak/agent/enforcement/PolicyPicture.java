// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.policy.compiled.Digest;
import java.util.Optional;

/**
 * What this node does about one policy.
 *
 * @param uid the policy's
 * @param generation of the policy that is in force here; 0: none
 * @param digest of the list in force here
 * @param reason one word, empty where all is well
 * @param message the same in words
 * @param matching opted-in pods here that the policy selects
 * @param enforced of these, those that are held to it
 * @param unenforceable of these, those that no filter can be attached to
 */
public record PolicyPicture(
        String uid,
        long generation,
        Optional<Digest> digest,
        State state,
        String reason,
        String message,
        int matching,
        int enforced,
        int unenforceable) {

    /** What became of the list that the latest header names. */
    public enum State {
        /** It is in force. */
        PROGRAMMED,
        /** It is on its way. */
        PENDING,
        /** It could not be loaded; the one before, if any, stays in force. */
        FAILED
    }

    /** Pods that the filter is not attached to yet. */
    public int pending() {
        return Math.max(0, matching - enforced - unenforceable);
    }
}
