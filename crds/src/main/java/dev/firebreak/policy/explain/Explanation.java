// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.explain;

import dev.firebreak.policy.load.LoadedPolicy;
import dev.firebreak.policy.verdict.Question;
import dev.firebreak.policy.verdict.Verdict;
import java.util.List;

/**
 * What becomes of a question, and why: each policy with every pattern that matches. {@link ExplanationText} makes words
 * of it.
 *
 * <pre>{@code
 * System.out.print(ExplanationText.of(Explanation.of(policies, Question.ofText("CDN.Frontend.Example.com."))));
 * }</pre>
 */
public record Explanation(Question question, List<PolicyExplanation> policies) {
    public Explanation {
        policies = List.copyOf(policies);
    }

    /** Explains one question by all policies that stand on the process that would ask. */
    public static Explanation of(List<LoadedPolicy> policies, Question question) {
        return new Explanation(
                question,
                policies.stream()
                        .map(policy -> MatchingPatterns.of(policy, question))
                        .toList());
    }

    /** Any Enforce-deny denies; an allow never lifts another policy's deny. */
    public Verdict.Outcome outcome() {
        if (policies.stream().anyMatch(PolicyExplanation::denies)) {
            return Verdict.Outcome.DENIED;
        }
        return policies.stream().anyMatch(PolicyExplanation::records)
                ? Verdict.Outcome.AUDITED
                : Verdict.Outcome.ALLOWED;
    }
}
