// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import java.util.List;

/**
 * Nodes that have pods of a policy.
 *
 * @param programmed of these, those that are heard of and run the list in force
 * @param failed of these, those that could not load it
 * @param failing failed, stale and vanished nodes, failed ones first, then by name; at most {@link #NAMED}
 */
public record NodeCounts(int desired, int programmed, int failed, List<FailingNode> failing) {
    /** Failing nodes that are named. */
    public static final int NAMED = 10;

    public static final NodeCounts NONE = new NodeCounts(0, 0, 0, List.of());

    public NodeCounts {
        failing = List.copyOf(failing);
    }

    /** A node, and why it fails. */
    public record FailingNode(String name, String reason, String message) {}
}
