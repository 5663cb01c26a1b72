// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.operator.enforcement.Enforcement.FailingNode;
import dev.firebreak.operator.enforcement.PodCounts;
import dev.firebreak.operator.enforcement.Tally;
import java.util.List;
import java.util.Optional;

/**
 * All that a policy's status says.
 *
 * @param observedGeneration the generation that the conditions speak of
 * @param inForce the last generation that could be compiled, which may be an earlier one
 * @param conditions in the order of their types
 */
public record PolicyStatus(
        long observedGeneration,
        Optional<InForce> inForce,
        List<Condition> conditions,
        Nodes nodes,
        PodCounts pods,
        Tally denials,
        Tally audited) {
    /** The status of a policy that nobody has looked at. */
    public static final PolicyStatus NONE = new PolicyStatus(
            0, Optional.empty(), List.of(), new Nodes(0, 0, 0, List.of()), PodCounts.NONE, Tally.NONE, Tally.NONE);

    public PolicyStatus {
        conditions = List.copyOf(conditions);
    }

    /** The list in force: of which generation, its digest in hexadecimal, its names. */
    public record InForce(long generation, String digest, int entries) {}

    /** Nodes with pods of the policy; at most 10 of {@code failing} are named. */
    public record Nodes(int desired, int programmed, int failed, List<FailingNode> failing) {
        public Nodes {
            failing = List.copyOf(failing);
        }
    }

    /** The condition of a type; empty if the status has none yet. */
    public Optional<Condition> condition(Condition.Type type) {
        return conditions.stream().filter(condition -> condition.type() == type).findFirst();
    }
}
