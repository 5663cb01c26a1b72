// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import java.time.Instant;

/**
 * A node's last word on a policy, and whether the node is still heard of.
 *
 * @param lastHeard when the node was last heard of; when its report went away, if it {@link Presence#VANISHED}
 */
public record NodeWord(String node, Presence presence, Instant lastHeard, PolicyReport report) {
    /** Whether a node is still heard of. */
    public enum Presence {
        HEARD,
        /** Its last heartbeat is too long ago. */
        STALE,
        /** Its report was deleted while it had pods of the policy. */
        VANISHED
    }
}
