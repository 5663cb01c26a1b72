// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.policy;

import dev.firebreak.policy.PolicyId;
import java.time.Instant;

/**
 * A policy as the API server has it.
 *
 * @param uid names the policy's header, and goes with the policy: one of the same name made anew has another
 * @param generation counts the changes of {@code spec}
 * @param document kind, name and {@code spec} as JSON: what the parser reads, offline and here
 */
public record PolicyResource(PolicyId id, String uid, long generation, Instant createdAt, String document) {}
