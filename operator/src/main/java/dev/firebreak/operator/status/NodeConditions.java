// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.enforcement.Enforcement;
import dev.firebreak.operator.enforcement.Enforcement.FailingNode;
import dev.firebreak.operator.status.PolicyStatus.InForce;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The two conditions that the nodes' reports decide. Never True on the word of a node that has not been heard of
 * lately.
 */
record NodeConditions(Judgement programmed, Judgement enforcing) {
    static NodeConditions of(Finding finding, Optional<InForce> inForce, Enforcement nodes) {
        if (finding instanceof Finding.Expired) {
            return both(Judgement.no(Reasons.EXPIRED, "the policy lifted itself"));
        }
        if (inForce.isEmpty()) {
            return both(Judgement.no(Reasons.NOT_COMPILED, "no generation of the policy was ever compiled"));
        }
        if (nodes.desired() == 0) {
            return both(Judgement.yes(Reasons.NO_MATCHING_PODS, "no running pod is chosen by the policy"));
        }
        return new NodeConditions(programmed(nodes), enforcing(nodes));
    }

    private static NodeConditions both(Judgement judgement) {
        return new NodeConditions(judgement, judgement);
    }

    private static Judgement programmed(Enforcement nodes) {
        String count = nodes.programmed() + " of " + nodes.desired() + " nodes run the list";
        if (nodes.failed() > 0) {
            return Judgement.no(
                    Reasons.NODES_FAILED, count + "; " + nodes.failed() + " could not load it: " + names(nodes));
        }
        if (nodes.silent() > 0) {
            return silent(nodes, count);
        }
        return nodes.programmed() < nodes.desired()
                ? Judgement.no(Reasons.NODES_PENDING, count)
                : Judgement.yes(Reasons.PROGRAMMED, count);
    }

    private static Judgement enforcing(Enforcement nodes) {
        String count = nodes.pods().enforced() + " of " + nodes.pods().matching() + " pods are filtered";
        if (nodes.pods().unenforceable() > 0) {
            return Judgement.no(
                    Reasons.PODS_UNENFORCEABLE,
                    count + "; " + nodes.pods().unenforceable() + " cannot be: their runtime or node has no way to");
        }
        if (nodes.silent() > 0) {
            return silent(nodes, count);
        }
        return nodes.pods().enforced() < nodes.pods().matching()
                ? Judgement.no(Reasons.PODS_PENDING, count)
                : Judgement.yes(Reasons.ENFORCING, count);
    }

    private static Judgement silent(Enforcement nodes, String count) {
        return Judgement.unknown(
                Reasons.NODES_SILENT,
                count + "; " + nodes.silent() + " have not been heard of lately: " + names(nodes));
    }

    private static String names(Enforcement nodes) {
        return nodes.failing().stream().map(NodeConditions::words).collect(Collectors.joining(", "));
    }

    private static String words(FailingNode node) {
        return node.name() + " (" + node.reason() + ")";
    }
}
