// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What all nodes say of one policy.
 *
 * @param nodes those with pods of the policy, by name
 * @param pastDenials what was counted by reports that are no longer there: a deploy's pods end, and what they asked for
 *     stays counted
 * @param pastAudited likewise
 */
public record PolicyReports(List<NodeWord> nodes, Tally pastDenials, Tally pastAudited) {
    public static final PolicyReports NONE = new PolicyReports(List.of(), Tally.NONE, Tally.NONE);

    public PolicyReports {
        nodes = List.copyOf(nodes);
    }

    /** All lookups that were denied. */
    public Tally denials() {
        return sum(pastDenials, PolicyReport::denials);
    }

    /** All lookups that were recorded only. */
    public Tally audited() {
        return sum(pastAudited, PolicyReport::audited);
    }

    /** All pods. */
    public PodCounts pods() {
        return nodes.stream().map(node -> node.report().pods()).reduce(PodCounts.NONE, PodCounts::plus);
    }

    private Tally sum(Tally past, Function<PolicyReport, Tally> part) {
        List<Tally> tallies = new ArrayList<>(nodes.size() + 1);
        tallies.add(past);
        nodes.forEach(node -> tallies.add(part.apply(node.report())));
        return Tally.sum(tallies);
    }
}
