// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import dev.firebreak.policy.NamePattern;

/** The patterns of one rule, inline and from lists, as the verdict asks for them. */
@FunctionalInterface
public interface Names {
    /** True if the rule holds exactly this pattern (not: one that covers it). */
    boolean contains(NamePattern pattern);
}
