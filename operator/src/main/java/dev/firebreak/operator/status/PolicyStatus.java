// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.operator.report.PodCounts;
import dev.firebreak.operator.report.Tally;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole status of a policy. Equal statuses: nothing to write.
 *
 * @param observedGeneration of the policy that the conditions speak of; 0 before the first
 * @param inForce what is in force; null if nothing is
 * @param conditions in the order of {@link ConditionType}
 */
public record PolicyStatus(
        long observedGeneration,
        @Nullable ListInForce inForce,
        List<Condition> conditions,
        NodeCounts nodes,
        PodCounts pods,
        Tally denials,
        Tally audited) {
    /** Of a policy that nobody has looked at yet. */
    public static final PolicyStatus NONE =
            new PolicyStatus(0, null, List.of(), NodeCounts.NONE, PodCounts.NONE, Tally.NONE, Tally.NONE);

    public PolicyStatus {
        conditions = List.copyOf(conditions);
    }

    /** The condition of a type; empty if the status does not have it. */
    public Optional<Condition> condition(ConditionType type) {
        return conditions.stream().filter(condition -> condition.type() == type).findFirst();
    }
}
