// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.operator.report.PodCounts;
import dev.firebreak.operator.status.NodeCounts.FailingNode;
import java.util.List;
import java.util.Set;

/** The conditions that rest on what the nodes report: Programmed and Enforcing. */
final class NodeVerdicts {
    /** Reasons of failing nodes that a condition repeats; a node's agent may be newer and know others. */
    private static final Set<String> KNOWN =
            Set.of(Reasons.NODE_BUDGET, Reasons.TOO_MANY_POLICIES, Reasons.DIGEST_MISMATCH, Reasons.LOAD_FAILED);

    private NodeVerdicts() {}

    /** Whether every node runs the list. What is known to be wrong goes before what is not known. */
    static Verdict programmed(NodeSum nodes) {
        if (nodes.desired() == 0) {
            return Verdict.yes(Reasons.NO_MATCHING_PODS, "No node has pods that the policy is for.");
        }
        if (!nodes.failed().isEmpty()) {
            Set<String> reasons = nodes.failureReasons();
            String reason = reasons.iterator().next();
            return Verdict.no(
                    reasons.size() == 1 && KNOWN.contains(reason) ? reason : Reasons.NODES_FAILED,
                    "%s could not load the list: %s.".formatted(of(nodes.failed(), nodes), told(nodes.failed())));
        }
        if (nodes.silent() > 0) {
            return silent(nodes);
        }
        if (nodes.waiting() > 0) {
            return Verdict.no(
                    Reasons.PROGRAMMING, "%d of %d nodes run the list.".formatted(nodes.programmed(), nodes.desired()));
        }
        return Verdict.yes(Reasons.PROGRAMMED, "All nodes with pods of the policy run the list.");
    }

    /** Whether every running pod is filtered. */
    static Verdict enforcing(NodeSum nodes, PodCounts pods) {
        if (nodes.desired() == 0) {
            return Verdict.yes(Reasons.NO_MATCHING_PODS, "No running pod is one that the policy is for.");
        }
        if (pods.unenforceable() > 0) {
            return Verdict.no(
                    Reasons.PODS_UNENFORCEABLE,
                    "%d of %d pods cannot be filtered: their nodes or their runtime class do not allow it."
                            .formatted(pods.unenforceable(), pods.matching()));
        }
        if (nodes.silent() > 0) {
            return silent(nodes);
        }
        if (pods.enforced() < pods.matching() || pods.pending() > 0) {
            return Verdict.no(
                    Reasons.PODS_PENDING, "%d of %d pods are filtered.".formatted(pods.enforced(), pods.matching()));
        }
        return Verdict.yes(Reasons.PODS_FILTERED, "All pods that the policy is for are filtered.");
    }

    private static Verdict silent(NodeSum nodes) {
        boolean stale = !nodes.stale().isEmpty();
        List<FailingNode> named = stale ? nodes.stale() : nodes.vanished();
        return Verdict.unknown(
                stale ? Reasons.NODE_STALE : Reasons.NODE_VANISHED,
                "%s not heard of: %s.".formatted(of(nodes.silent(), nodes), told(named)));
    }

    private static String of(List<FailingNode> some, NodeSum nodes) {
        return of(some.size(), nodes);
    }

    private static String of(int some, NodeSum nodes) {
        return "%d of %d nodes".formatted(some, nodes.desired());
    }

    /** The first in words; the status lists the others. */
    private static String told(List<FailingNode> nodes) {
        FailingNode first = nodes.getFirst();
        String why = first.message().isEmpty() ? first.reason() : first.message();
        return first.name() + " (" + why + ")";
    }
}
