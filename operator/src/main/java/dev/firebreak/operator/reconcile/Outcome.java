// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import dev.firebreak.operator.status.PolicyStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * What a look at a policy came to.
 *
 * @param status to be written; empty if it says all that already, or was written a moment ago
 * @param again when to look again although nothing changed
 */
public record Outcome(Optional<PolicyStatus> status, Optional<Duration> again) {}
