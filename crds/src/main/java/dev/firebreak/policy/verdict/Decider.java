// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.Effect;

/** What in a policy decided a question. */
public sealed interface Decider {
    /** What it decided. */
    Action action();

    /** The rule with the longest matching suffix; deny before allow at one length, then the first. */
    record ByRule(Match match) implements Decider {
        @Override
        public Action action() {
            return match.rule().effect() == Effect.DENY ? Action.Deny : Action.Allow;
        }
    }

    /** No deciding pattern matched. */
    record ByDefault(Action action) implements Decider {}
}
