// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import dev.firebreak.policy.Effect;

/** One rule with all its names at hand. */
public record EffectiveRule(String name, Effect effect, String reason, Names names) {}
