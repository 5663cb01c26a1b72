// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import dev.firebreak.policy.DnsName;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.NamePattern;
import java.util.List;
import java.util.Optional;

/**
 * The reference: what policies say to a question. Pure, plain and slow on purpose; the compiler, the kernel's programs
 * and whatever else judges are tested against it.
 *
 * <p>One policy: walk the question's suffixes from the longest; the first deciding pattern that applies decides; at one
 * length deny beats allow, then the first rule in order; nothing applies: {@code defaultAction}. Audit rules record and
 * never decide. Several policies: each judges alone; any Enforce-deny denies.
 */
public final class ReferenceVerdict {
    private ReferenceVerdict() {}

    /** Judges one question by all policies that stand on the process that asks; no policies: allowed. */
    public static Verdict decide(List<EffectivePolicy> policies, Question question) {
        return new Verdict(
                question,
                policies.stream().map(policy -> judge(policy, question)).toList());
    }

    private static PolicyVerdict judge(EffectivePolicy policy, Question question) {
        Optional<Match> deciding = Optional.empty();
        Optional<Match> audited = Optional.empty();
        for (int depth = question.depth(); depth >= 1; depth--) {
            Optional<NamePattern> pattern = patternAt(question, depth);
            if (pattern.isEmpty()) {
                continue;
            }
            if (deciding.isEmpty()) {
                deciding = firstRule(policy, Effect.DENY, pattern.get())
                        .or(() -> firstRule(policy, Effect.ALLOW, pattern.get()));
            }
            if (audited.isEmpty()) {
                audited = firstRule(policy, Effect.AUDIT, pattern.get());
            }
        }
        Decider decider = deciding.<Decider>map(Decider.ByRule::new)
                .orElseGet(() -> new Decider.ByDefault(policy.defaultAction()));
        return new PolicyVerdict(policy, decider, audited);
    }

    /**
     * The one pattern that could match the question by its last {@code depth} labels: the whole name itself, a suffix
     * from below.
     */
    private static Optional<NamePattern> patternAt(Question question, int depth) {
        Optional<DnsName> suffix = question.suffix(depth);
        if (depth == question.depth()) {
            return suffix.map(NamePattern.Exact::new);
        }
        return suffix.map(NamePattern.Below::new);
    }

    private static Optional<Match> firstRule(EffectivePolicy policy, Effect effect, NamePattern pattern) {
        return policy.rules().stream()
                .filter(rule -> rule.effect() == effect && rule.names().contains(pattern))
                .findFirst()
                .map(rule -> new Match(rule, pattern));
    }
}
