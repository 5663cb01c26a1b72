// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.compiled.CompileOutcome;
import dev.firebreak.policy.compiled.PolicyCompiler;
import dev.firebreak.policy.load.LoadedPolicy;
import dev.firebreak.policy.random.RandomPolicies;
import dev.firebreak.policy.verdict.Decider;
import dev.firebreak.policy.verdict.EffectivePolicy;
import dev.firebreak.policy.verdict.Match;
import dev.firebreak.policy.verdict.PolicyVerdict;
import dev.firebreak.policy.verdict.Question;
import dev.firebreak.policy.verdict.ReferenceVerdict;
import dev.firebreak.policy.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The explanation tells the walk in its own words; it must not tell another story than the reference. */
class ExplanationPropertyTest {
    @Test
    void shouldNameWhatTheReferenceNamesWhenPoliciesAreRandom() {
        // Given
        var random = new RandomPolicies(31);
        Set<Role> roles = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            var drawn = random.policy();
            var compiled = (CompileOutcome.Compiled) PolicyCompiler.compile(drawn.policy(), drawn.lists());
            var loaded = new LoadedPolicy(drawn.policy(), drawn.lists(), compiled.policy());
            var effective = EffectivePolicy.of(drawn.policy(), drawn.lists());
            for (int j = 0; j < 20; j++) {
                Question question = random.names().question();

                // When
                Explanation explanation = Explanation.of(List.of(loaded), question);

                // Then
                Verdict verdict = ReferenceVerdict.decide(List.of(effective), question);
                PolicyVerdict judged = verdict.policies().getFirst();
                PolicyExplanation explained = explanation.policies().getFirst();
                assertThat(explanation.outcome()).isEqualTo(verdict.outcome());
                assertThat(explained.action()).isEqualTo(judged.decider().action());
                assertThat(said(explained.decider())).isEqualTo(decider(judged));
                assertThat(said(explained.recorder())).isEqualTo(match(judged.audited()));
                explained.findings().forEach(finding -> roles.add(finding.role()));
            }
        }
        assertThat(roles).containsExactlyInAnyOrder(Role.values());
    }

    private static String decider(PolicyVerdict judged) {
        return switch (judged.decider()) {
            case Decider.ByRule(Match match) -> match(Optional.of(match));
            case Decider.ByDefault byDefault -> "-";
        };
    }

    private static String match(Optional<Match> match) {
        return match.map(found -> found.rule().name() + " " + found.pattern()).orElse("-");
    }

    private static String said(Optional<Finding> finding) {
        return finding.map(found -> found.rule().name() + " " + found.pattern()).orElse("-");
    }
}
