// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.compiled.CompileOutcome;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.CorruptPayloadException;
import dev.firebreak.policy.compiled.PolicyCompiler;
import dev.firebreak.policy.random.RandomPolicies;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference against an independent restatement, and what was compiled and read back against the reference. */
class ReferenceVerdictPropertyTest {
    private static final int POLICIES = 500;
    private static final int QUESTIONS = 25;

    @Test
    void shouldSayWhatRegularExpressionsSayWhenPoliciesAreRandom() {
        // Given
        var random = new RandomPolicies(20261123);
        var outcomes = new EnumMap<Verdict.Outcome, Integer>(Verdict.Outcome.class);
        for (int i = 0; i < POLICIES; i++) {
            var drawn = random.policy();
            var naive = new PatternsAsRegexes(drawn.policy(), drawn.lists());
            var effective = EffectivePolicy.of(drawn.policy(), drawn.lists());
            for (int j = 0; j < QUESTIONS; j++) {
                Question question = random.names().question();

                // When
                Verdict verdict = ReferenceVerdict.decide(List.of(effective), question);

                // Then
                assertThat(said(verdict)).as("%s of %s", question, drawn).isEqualTo(naive.say(question));
                outcomes.merge(verdict.outcome(), 1, Integer::sum);
            }
        }
        assertThat(outcomes.values()).hasSize(3).allMatch(count -> count > POLICIES);
    }

    @Test
    void shouldSayTheSameWhenAPolicyWasCompiledAndReadBack() throws CorruptPayloadException {
        // Given
        var random = new RandomPolicies(7);
        for (int i = 0; i < POLICIES; i++) {
            var drawn = random.policy();
            var effective = EffectivePolicy.of(drawn.policy(), drawn.lists());
            var compiled = (CompileOutcome.Compiled) PolicyCompiler.compile(drawn.policy(), drawn.lists());

            // When
            EffectivePolicy readBack = CompiledPolicy.decode(compiled.policy().payload())
                    .effective("random", drawn.policy().mode());

            // Then
            for (int j = 0; j < QUESTIONS; j++) {
                Question question = random.names().question();
                assertThat(said(ReferenceVerdict.decide(List.of(readBack), question)))
                        .as("%s of %s", question, drawn)
                        .isEqualTo(said(ReferenceVerdict.decide(List.of(effective), question)));
            }
        }
    }

    @Test
    void shouldDenyExactlyWhenOneOfThemDeniesWhenThereAreSeveralPolicies() {
        // Given
        var random = new RandomPolicies(99);
        int denials = 0;
        for (int i = 0; i < POLICIES; i++) {
            List<EffectivePolicy> policies = Stream.generate(random::policy)
                    .limit(random.random().nextInt(4))
                    .map(drawn -> EffectivePolicy.of(drawn.policy(), drawn.lists()))
                    .toList();
            Question question = random.names().question();

            // When
            Verdict together = ReferenceVerdict.decide(policies, question);

            // Then
            List<Verdict.Outcome> alone = policies.stream()
                    .map(policy ->
                            ReferenceVerdict.decide(List.of(policy), question).outcome())
                    .toList();
            boolean denied = alone.contains(Verdict.Outcome.DENIED);
            assertThat(together.outcome() == Verdict.Outcome.DENIED).isEqualTo(denied);
            assertThat(together.denial().isPresent()).isEqualTo(denied);
            if (!denied) {
                assertThat(together.outcome() == Verdict.Outcome.AUDITED)
                        .isEqualTo(alone.contains(Verdict.Outcome.AUDITED));
            }
            denials += denied ? 1 : 0;
        }
        assertThat(denials).isBetween(POLICIES / 10, POLICIES * 9 / 10);
    }

    private static String said(Verdict verdict) {
        PolicyVerdict policy = verdict.policies().getFirst();
        Optional<Match> decider = switch (policy.decider()) {
            case Decider.ByRule(Match match) -> Optional.of(match);
            case Decider.ByDefault byDefault -> Optional.empty();
        };
        return said(decider) + "; " + said(policy.audited()) + "; " + verdict.outcome();
    }

    private static String said(Optional<Match> match) {
        return match.map(found -> found.rule().name() + " " + found.pattern()).orElse("-");
    }
}
