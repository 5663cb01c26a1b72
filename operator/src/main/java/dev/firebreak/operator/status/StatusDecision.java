// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.report.PodCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Decides a policy's status. Pure: the same observed, the same status. */
public final class StatusDecision {
    private StatusDecision() {}

    /**
     * Decides.
     *
     * @param now becomes the transition time of the conditions whose status changes
     */
    public static PolicyStatus decide(Observed observed, Instant now) {
        ListVerdicts lists = ListVerdicts.of(observed, now);
        NodeSum nodes = NodeSum.of(observed.reports().nodes(), observed.inForce());
        PodCounts pods = observed.reports().pods();
        return new PolicyStatus(
                observed.generation(),
                observed.inForce(),
                conditions(verdicts(observed, lists, nodes, pods), observed, now.truncatedTo(ChronoUnit.SECONDS)),
                nodes.counts(),
                pods,
                observed.reports().denials().shown(),
                observed.reports().audited().shown());
    }

    private static Map<ConditionType, Verdict> verdicts(
            Observed observed, ListVerdicts lists, NodeSum nodes, PodCounts pods) {
        Map<ConditionType, Verdict> verdicts = new EnumMap<>(ConditionType.class);
        verdicts.put(ConditionType.ACCEPTED, lists.accepted());
        verdicts.put(ConditionType.RESOLVED_REFS, lists.resolvedRefs());
        verdicts.put(ConditionType.COMPILED, lists.compiled());
        verdicts.put(ConditionType.PROGRAMMED, programmed(observed, nodes));
        verdicts.put(ConditionType.ENFORCING, enforcing(observed, nodes, pods));
        verdicts.put(ConditionType.READY, ready(verdicts));
        return verdicts;
    }

    private static Verdict programmed(Observed observed, NodeSum nodes) {
        if (observed.finding() instanceof Finding.Expired(Instant at)) {
            return expired(at);
        }
        ListInForce inForce = observed.inForce();
        if (inForce == null) {
            return noList();
        }
        if (!observed.whole()) {
            return Verdict.no(
                    Reasons.LIST_LOST,
                    ("Generation %d stays in force on %d of %d nodes, but its list in the cluster was deleted or changed:"
                                    + " no other node can load it. It is stored anew when the policy can be compiled.")
                            .formatted(inForce.generation(), nodes.programmed(), nodes.desired()));
        }
        if (!observed.isPublished()) {
            return Verdict.no(
                    Reasons.LAST_GOOD_LIST,
                    "Generation %d stays in force, the last good one; %d of %d nodes run it."
                            .formatted(inForce.generation(), nodes.programmed(), nodes.desired()));
        }
        return NodeVerdicts.programmed(nodes);
    }

    private static Verdict enforcing(Observed observed, NodeSum nodes, PodCounts pods) {
        if (observed.finding() instanceof Finding.Expired(Instant at)) {
            return expired(at);
        }
        return observed.inForce() == null ? noList() : NodeVerdicts.enforcing(nodes, pods);
    }

    private static Verdict expired(Instant at) {
        return Verdict.no(Reasons.EXPIRED, "The policy expired at " + at + ": it no longer stands.");
    }

    private static Verdict noList() {
        return Verdict.no(Reasons.NO_LIST, "There is no list yet: no generation of the policy could be compiled.");
    }

    /** The first condition that is known not to hold, else the first that is not known, else all hold. */
    private static Verdict ready(Map<ConditionType, Verdict> verdicts) {
        for (Truth truth : List.of(Truth.FALSE, Truth.UNKNOWN)) {
            for (Map.Entry<ConditionType, Verdict> each : verdicts.entrySet()) {
                if (each.getValue().truth() == truth) {
                    return new Verdict(
                            truth,
                            each.getValue().reason(),
                            each.getKey() + ": " + each.getValue().message());
                }
            }
        }
        Verdict programmed = verdicts.get(ConditionType.PROGRAMMED);
        return programmed != null && programmed.reason().equals(Reasons.NO_MATCHING_PODS)
                ? Verdict.yes(Reasons.NO_MATCHING_PODS, "Ready for the first pod that the policy is for.")
                : Verdict.yes(Reasons.READY, "The policy is in force on every pod that it is for.");
    }

    private static List<Condition> conditions(Map<ConditionType, Verdict> verdicts, Observed observed, Instant now) {
        List<Condition> conditions = new ArrayList<>();
        verdicts.forEach((type, verdict) -> conditions.add(new Condition(
                type,
                verdict.truth(),
                verdict.reason(),
                verdict.message(),
                observed.generation(),
                observed.before()
                        .condition(type)
                        .filter(before -> before.status() == verdict.truth())
                        .map(Condition::lastTransitionTime)
                        .orElse(now))));
        return conditions;
    }
}
