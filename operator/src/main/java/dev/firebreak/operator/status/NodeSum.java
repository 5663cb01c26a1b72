// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.operator.report.NodeWord;
import dev.firebreak.operator.report.PolicyReport;
import dev.firebreak.operator.report.PolicyReport.State;
import dev.firebreak.operator.status.NodeCounts.FailingNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Nodes by what becomes of the list on them. Each is in one class.
 *
 * @param waiting heard of, not failed, and not with this list in force
 */
record NodeSum(
        int programmed, int waiting, List<FailingNode> failed, List<FailingNode> stale, List<FailingNode> vanished) {

    /** @param inForce the list that the nodes should run; null if there is none */
    static NodeSum of(List<NodeWord> nodes, @Nullable ListInForce inForce) {
        int programmed = 0;
        int waiting = 0;
        List<FailingNode> failed = new ArrayList<>();
        List<FailingNode> stale = new ArrayList<>();
        List<FailingNode> vanished = new ArrayList<>();
        for (NodeWord node : nodes) {
            switch (node.presence()) {
                case STALE ->
                    stale.add(new FailingNode(
                            node.node(), Reasons.NODE_STALE, "no report since " + seconds(node.lastHeard())));
                case VANISHED ->
                    vanished.add(new FailingNode(
                            node.node(),
                            Reasons.NODE_VANISHED,
                            "its report was deleted at " + seconds(node.lastHeard())
                                    + " while it had pods of the policy"));
                case HEARD -> {
                    if (node.report().state() == State.FAILED) {
                        failed.add(failure(node));
                    } else if (runs(node.report(), inForce)) {
                        programmed++;
                    } else {
                        waiting++;
                    }
                }
            }
        }
        return new NodeSum(programmed, waiting, failed, stale, vanished);
    }

    /** A node that runs this list in an older mode or with older selectors has not heard of the newer header yet. */
    private static boolean runs(PolicyReport report, @Nullable ListInForce inForce) {
        return inForce != null
                && report.state() == State.PROGRAMMED
                && report.generation() == inForce.generation()
                && report.digest().equals(inForce.digest().hex());
    }

    private static FailingNode failure(NodeWord node) {
        String reason = node.report().reason();
        return new FailingNode(
                node.node(),
                reason.isEmpty() ? Reasons.LOAD_FAILED : reason,
                node.report().message());
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    int desired() {
        return programmed + waiting + failed.size() + stale.size() + vanished.size();
    }

    /** Nodes that nobody has heard of lately. */
    int silent() {
        return stale.size() + vanished.size();
    }

    /** The reasons of the failed nodes, each once. */
    Set<String> failureReasons() {
        Set<String> reasons = new TreeSet<>();
        failed.forEach(node -> reasons.add(node.reason()));
        return reasons;
    }

    NodeCounts counts() {
        List<FailingNode> failing = new ArrayList<>();
        for (List<FailingNode> kind : List.of(failed, stale, vanished)) {
            kind.stream().limit(NodeCounts.NAMED - failing.size()).forEach(failing::add);
        }
        return new NodeCounts(desired(), programmed, failed.size(), failing);
    }
}
