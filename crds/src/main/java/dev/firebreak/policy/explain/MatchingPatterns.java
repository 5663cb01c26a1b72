// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.explain;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.DnsName;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.load.LoadedPolicy;
import dev.firebreak.policy.verdict.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds every pattern of a policy that matches a question, and gives each its role. The walk is the reference's, retold
 * so that the losers are told too; a test holds the two together.
 */
final class MatchingPatterns {
    private final LoadedPolicy loaded;
    private final List<Finding> findings = new ArrayList<>();
    private int decidedAt;
    private int recordedAt;

    private MatchingPatterns(LoadedPolicy loaded) {
        this.loaded = loaded;
    }

    static PolicyExplanation of(LoadedPolicy loaded, Question question) {
        var matching = new MatchingPatterns(loaded);
        for (int depth = question.depth(); depth >= 1; depth--) {
            Optional<DnsName> suffix = question.suffix(depth);
            if (suffix.isPresent()) {
                matching.add(
                        depth,
                        depth == question.depth()
                                ? new NamePattern.Exact(suffix.get())
                                : new NamePattern.Below(suffix.get()));
            }
        }
        return matching.explanation();
    }

    private PolicyExplanation explanation() {
        Action action = findings.stream()
                .filter(finding -> finding.role() == Role.DECIDES)
                .map(finding -> finding.rule().effect() == Effect.DENY ? Action.Deny : Action.Allow)
                .findFirst()
                .orElse(loaded.policy().defaultAction());
        return new PolicyExplanation(loaded.policy(), action, findings);
    }

    private void add(int depth, NamePattern pattern) {
        for (Effect effect : List.of(Effect.DENY, Effect.ALLOW, Effect.AUDIT)) {
            for (Rule rule : loaded.policy().rules()) {
                if (rule.effect() == effect) {
                    loaded.place(rule, pattern)
                            .ifPresent(place -> findings.add(new Finding(rule, pattern, place, role(depth, effect))));
                }
            }
        }
    }

    private Role role(int depth, Effect effect) {
        return effect == Effect.AUDIT ? auditRole(depth) : decidingRole(depth, effect);
    }

    private Role auditRole(int depth) {
        if (recordedAt == 0) {
            recordedAt = depth;
            return Role.RECORDS;
        }
        return recordedAt == depth ? Role.RECORDED_BY_EARLIER : Role.RECORDED_BY_LONGER;
    }

    private Role decidingRole(int depth, Effect effect) {
        if (decidedAt == 0) {
            decidedAt = depth;
            return Role.DECIDES;
        }
        if (decidedAt != depth) {
            return Role.LOSES_TO_LONGER;
        }
        boolean denyDecided = findings.stream()
                .anyMatch(finding ->
                        finding.role() == Role.DECIDES && finding.rule().effect() == Effect.DENY);
        return effect == Effect.ALLOW && denyDecided ? Role.LOSES_TO_DENY : Role.LOSES_TO_EARLIER;
    }
}
