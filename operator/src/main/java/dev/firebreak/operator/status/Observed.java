// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.report.PolicyReports;
import org.jspecify.annotations.Nullable;

/**
 * All that a policy's status is decided from.
 *
 * @param generation of the policy that {@code finding} is about
 * @param inForce what the header in the cluster names after this pass; null if there is none. It is of an earlier
 *     generation where this one could not be compiled
 * @param whole false if {@code inForce} is known to be no longer all there in chunks
 * @param before the status that the policy has now
 */
public record Observed(
        long generation,
        Finding finding,
        @Nullable ListInForce inForce,
        boolean whole,
        PolicyReports reports,
        PolicyStatus before) {
    /** Whether the header in the cluster names what this generation says, and that is all there. */
    boolean isPublished() {
        return inForce != null && inForce.generation() == generation && whole;
    }
}
