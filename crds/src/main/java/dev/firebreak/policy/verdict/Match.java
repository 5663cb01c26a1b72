// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import dev.firebreak.policy.NamePattern;

/** A rule and the one of its patterns that matched the question. */
public record Match(EffectiveRule rule, NamePattern pattern) {}
