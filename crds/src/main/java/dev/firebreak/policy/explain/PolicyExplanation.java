// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.explain;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * Why one policy says what it says.
 *
 * @param action what the policy decided, whatever its mode
 * @param findings every pattern that matches the question, from the longest suffix to the shortest
 */
public record PolicyExplanation(Policy policy, Action action, List<Finding> findings) {
    public PolicyExplanation {
        findings = List.copyOf(findings);
    }

    /** The pattern that decided; empty if {@code defaultAction} did. */
    public Optional<Finding> decider() {
        return findings.stream()
                .filter(finding -> finding.role() == Role.DECIDES)
                .findFirst();
    }

    /** The audit rule that records. */
    public Optional<Finding> recorder() {
        return findings.stream()
                .filter(finding -> finding.role() == Role.RECORDS)
                .findFirst();
    }

    /** The policy denies, and means it. */
    public boolean denies() {
        return policy.mode() == Mode.Enforce && action == Action.Deny;
    }

    /** The policy or one of its rules is in Audit and would deny. */
    public boolean records() {
        return recorder().isPresent() || (policy.mode() == Mode.Audit && action == Action.Deny);
    }
}
