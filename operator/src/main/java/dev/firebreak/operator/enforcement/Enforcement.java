// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.enforcement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What all nodes together say of one policy.
 *
 * @param desired nodes with pods of the policy
 * @param programmed of these, those that have the wanted list in force
 * @param failed of these, those that could not load it
 * @param silent of these, those that have not been heard of for too long, or whose report is gone
 * @param failing failed and silent nodes, failed ones first, at most {@link #NAMED}
 * @param nextSilence when a node that is heard of now will count as silent, unless it is heard of again
 */
public record Enforcement(
        int desired,
        int programmed,
        int failed,
        int silent,
        List<FailingNode> failing,
        PodCounts pods,
        Tally denials,
        Tally audited,
        Optional<Instant> nextSilence) {
    /** Failing nodes that are named. */
    public static final int NAMED = 10;

    /** The reason of a node that is silent. */
    public static final String NOT_REPORTING = "NotReporting";

    public Enforcement {
        failing = List.copyOf(failing);
    }

    /** A node, and why it fails. */
    public record FailingNode(String name, String reason, String message) {}
}
