// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import java.util.List;
import java.util.Optional;

/**
 * What all policies together say to a question.
 *
 * @param policies each policy's own verdict, in the order given
 */
public record Verdict(Question question, List<PolicyVerdict> policies) {
    public Verdict {
        policies = List.copyOf(policies);
    }

    /** The three things that can become of a question. */
    public enum Outcome {
        ALLOWED,
        /** Allowed, and recorded: a policy or rule in Audit would deny it. */
        AUDITED,
        DENIED
    }

    /** Any Enforce-deny denies; an allow never lifts another policy's deny. */
    public Outcome outcome() {
        if (policies.stream().anyMatch(PolicyVerdict::denies)) {
            return Outcome.DENIED;
        }
        return policies.stream().anyMatch(PolicyVerdict::records) ? Outcome.AUDITED : Outcome.ALLOWED;
    }

    /** The first policy that denies. */
    public Optional<PolicyVerdict> denial() {
        return policies.stream().filter(PolicyVerdict::denies).findFirst();
    }

    /** The policies that record, in order; they do so whatever the others decide. */
    public List<PolicyVerdict> recording() {
        return policies.stream().filter(PolicyVerdict::records).toList();
    }
}
