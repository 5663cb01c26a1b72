// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.explain;

import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.SourcePosition;

/** One pattern that matches the question, where it is written, and what came of it. */
public record Finding(Rule rule, NamePattern pattern, SourcePosition position, Role role) {}
