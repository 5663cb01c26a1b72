// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.enforcement.Enforcement;
import dev.firebreak.operator.status.PolicyStatus.InForce;
import dev.firebreak.operator.status.PolicyStatus.Nodes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what a policy's status says. */
public final class StatusDecision {
    private StatusDecision() {}

    /**
     * Decides.
     *
     * @param before what the status says now: a condition that stays as it is keeps its time
     * @param inForce the list that the policy's header names, if there is a header
     */
    public static PolicyStatus decide(
            PolicyStatus before,
            long generation,
            Finding finding,
            Optional<InForce> inForce,
            Enforcement nodes,
            Instant now) {
        CompileConditions compile = CompileConditions.of(finding, now);
        NodeConditions enforced = NodeConditions.of(finding, inForce, nodes);
        Map<Condition.Type, Judgement> judgements = new EnumMap<>(Condition.Type.class);
        judgements.put(Condition.Type.Accepted, compile.accepted());
        judgements.put(Condition.Type.ResolvedRefs, compile.resolvedRefs());
        judgements.put(Condition.Type.Compiled, compile.compiled());
        judgements.put(Condition.Type.Programmed, enforced.programmed());
        judgements.put(Condition.Type.Enforcing, enforced.enforcing());
        judgements.put(Condition.Type.Ready, ready(finding, List.copyOf(judgements.values())));
        List<Condition> conditions = new ArrayList<>();
        judgements.forEach((type, judgement) -> conditions.add(condition(before, type, judgement, generation, now)));
        return new PolicyStatus(
                generation,
                inForce,
                conditions,
                new Nodes(nodes.desired(), nodes.programmed(), nodes.failed(), nodes.failing()),
                nodes.pods(),
                nodes.denials(),
                nodes.audited());
    }

    /** The first that is not True says why. */
    private static Judgement ready(Finding finding, List<Judgement> judgements) {
        if (finding instanceof Finding.Expired(Instant at)) {
            return Judgement.no(Reasons.EXPIRED, "the policy lifted itself at " + at);
        }
        return judgements.stream()
                .filter(judgement -> judgement.status() != Condition.State.True)
                .findFirst()
                .orElseGet(
                        () -> Judgement.yes(Reasons.READY, judgements.getLast().message()));
    }

    private static Condition condition(
            PolicyStatus before, Condition.Type type, Judgement judgement, long generation, Instant now) {
        Instant since = before.condition(type)
                .filter(last -> last.status() == judgement.status())
                .map(Condition::lastTransitionTime)
                .orElse(now.truncatedTo(ChronoUnit.SECONDS));
        return new Condition(type, judgement.status(), judgement.reason(), judgement.message(), generation, since);
    }
}
