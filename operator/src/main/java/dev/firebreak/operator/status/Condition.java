// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import java.time.Instant;

/**
 * One condition of a policy.
 *
 * @param reason one of {@link Reasons}
 * @param observedGeneration of the policy that it speaks of
 * @param lastTransitionTime when {@code status} last changed, in whole seconds
 */
public record Condition(
        ConditionType type,
        Truth status,
        String reason,
        String message,
        long observedGeneration,
        Instant lastTransitionTime) {}
