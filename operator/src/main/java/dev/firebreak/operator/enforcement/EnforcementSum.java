// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.enforcement;

import dev.firebreak.operator.enforcement.Enforcement.FailingNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds up what the nodes say of one policy. */
final class EnforcementSum {
    private final String digest;
    private int desired;
    private int programmed;
    private int failed;
    private int silent;
    private final List<FailingNode> failing = new ArrayList<>();
    private final List<FailingNode> silentNodes = new ArrayList<>();
    private PodCounts pods = PodCounts.NONE;
    private Tally denials = Tally.NONE;
    private Tally audited = Tally.NONE;
    private @Nullable Instant nextSilence;

    EnforcementSum(String digest) {
        this.digest = digest;
    }

    void add(String node, PolicyReport report, boolean isSilent, Instant heartbeat, Instant silentAt) {
        desired++;
        pods = pods.plus(report.pods());
        denials = denials.plus(report.denials());
        audited = audited.plus(report.audited());
        if (isSilent) {
            silent++;
            name(
                    silentNodes,
                    new FailingNode(node, Enforcement.NOT_REPORTING, "the node last reported at " + heartbeat));
            return;
        }
        nextSilence = nextSilence == null || silentAt.isBefore(nextSilence) ? silentAt : nextSilence;
        switch (report.state()) {
            case Failed -> {
                failed++;
                name(
                        failing,
                        new FailingNode(
                                node, report.reason().isEmpty() ? "Failed" : report.reason(), report.message()));
            }
            // A node that has another list in force has not heard of the new one yet.
            case Programmed -> programmed += report.digest().equals(digest) ? 1 : 0;
            case Pending -> {}
        }
    }

    private static void name(List<FailingNode> nodes, FailingNode node) {
        if (nodes.size() < Enforcement.NAMED) {
            nodes.add(node);
        }
    }

    Enforcement with(Tally pastDenials, Tally pastAudited) {
        var named = new ArrayList<>(failing);
        silentNodes.forEach(node -> name(named, node));
        return new Enforcement(
                desired,
                programmed,
                failed,
                silent,
                named,
                pods,
                denials.plus(pastDenials).shown(),
                audited.plus(pastAudited).shown(),
                Optional.ofNullable(nextSilence));
    }
}
