// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.Mode;
import java.util.Optional;

/**
 * What one policy says to a question.
 *
 * @param decider what decided, whatever the policy's mode
 * @param audited the audit rule with the longest matching suffix, whatever was decided
 */
public record PolicyVerdict(EffectivePolicy policy, Decider decider, Optional<Match> audited) {
    /** The policy denies, and means it. */
    public boolean denies() {
        return policy.mode() == Mode.Enforce && decider.action() == Action.Deny;
    }

    /** The policy would deny if its mode, or an audit rule's, were Enforce. */
    public boolean records() {
        return audited.isPresent() || (policy.mode() == Mode.Audit && decider.action() == Action.Deny);
    }
}
