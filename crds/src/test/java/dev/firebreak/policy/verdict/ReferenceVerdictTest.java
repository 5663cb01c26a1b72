// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.verdict.Verdict.Outcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy language's sentences, one by one. */
class ReferenceVerdictTest {
    private static EffectiveRule deny(String name, String... patterns) {
        return rule(name, Effect.DENY, patterns);
    }

    private static EffectiveRule allow(String name, String... patterns) {
        return rule(name, Effect.ALLOW, patterns);
    }

    private static EffectiveRule audit(String name, String... patterns) {
        return rule(name, Effect.AUDIT, patterns);
    }

    private static EffectiveRule rule(String name, Effect effect, String... patterns) {
        Set<NamePattern> names = Stream.of(patterns).map(NamePattern::of).collect(Collectors.toSet());
        return new EffectiveRule(name, effect, "", names::contains);
    }

    private static EffectivePolicy enforce(Action defaultAction, EffectiveRule... rules) {
        return new EffectivePolicy("p", Mode.Enforce, defaultAction, List.of(rules));
    }

    private static Verdict ask(String name, EffectivePolicy... policies) {
        return ReferenceVerdict.decide(List.of(policies), Question.ofText(name));
    }

    @ParameterizedTest
    @CsvSource({
        "frontend.example.com, DENIED",
        "FrontEnd.Example.COM., DENIED",
        "a.frontend.example.com, ALLOWED",
        "example.com, ALLOWED",
        "xfrontend.example.com, ALLOWED",
        "., ALLOWED",
    })
    void shouldDenyTheNameItselfWhenThePatternIsExact(String name, Outcome outcome) {
        var policy = enforce(Action.Allow, deny("r", "frontend.example.com"));

        assertThat(ask(name, policy).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "a.example.com, DENIED",
        "b.a.example.com, DENIED",
        "example.com, ALLOWED",
        "aexample.com, ALLOWED",
        "a\\.example.com, ALLOWED",
        "\\000.example.com, DENIED",
        "a\\.b.example.com, DENIED",
    })
    void shouldDenyOneOrMoreWholeLabelsBelowWhenThePatternHasAStar(String name, Outcome outcome) {
        var policy = enforce(Action.Allow, deny("r", "*.example.com"));

        assertThat(ask(name, policy).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "x.frontend.example.com, DENIED",
        "status.frontend.example.com, ALLOWED",
        "x.status.frontend.example.com, DENIED",
        "x.open.frontend.example.com, ALLOWED",
        "open.frontend.example.com, DENIED",
    })
    void shouldFollowTheLongestSuffixWhenDenyAndAllowDiffer(String name, Outcome outcome) {
        var policy = enforce(
                Action.Allow,
                deny("d", "*.frontend.example.com"),
                allow("a", "status.frontend.example.com", "*.open.frontend.example.com"));

        assertThat(ask(name, policy).outcome()).isEqualTo(outcome);
    }

    @Test
    void shouldDenyWhenDenyAndAllowHaveTheSamePattern() {
        var policy = enforce(Action.Allow, allow("a", "x.example.com"), deny("d", "x.example.com"));

        Verdict verdict = ask("x.example.com", policy);

        assertThat(verdict.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(verdict.policies().getFirst().decider())
                .isEqualTo(new Decider.ByRule(new Match(policy.rules().get(1), NamePattern.of("x.example.com"))));
    }

    @Test
    void shouldNameTheFirstRuleWhenTwoDenyTheSameName() {
        var policy = enforce(Action.Allow, deny("one", "x.example.com"), deny("two", "x.example.com"));

        assertThat(ask("x.example.com", policy).policies().getFirst().decider())
                .isEqualTo(new Decider.ByRule(new Match(policy.rules().getFirst(), NamePattern.of("x.example.com"))));
    }

    @ParameterizedTest
    @CsvSource({"registry.example.com, ALLOWED", "other.example.com, DENIED", "., DENIED", "\\255, DENIED"})
    void shouldDenyWhatNothingAppliesToWhenTheDefaultIsDeny(String name, Outcome outcome) {
        var policy = enforce(Action.Deny, allow("a", "registry.example.com"));

        assertThat(ask(name, policy).outcome()).isEqualTo(outcome);
    }

    @Test
    void shouldStillDenyFromAboveWhenAnAuditRuleMatchesLonger() {
        var policy = enforce(Action.Allow, deny("d", "*.example.com"), audit("watch", "x.example.com", "*.com"));

        Verdict verdict = ask("x.example.com", policy);

        assertThat(verdict.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(verdict.policies().getFirst().audited())
                .contains(new Match(policy.rules().get(1), NamePattern.of("x.example.com")));
        assertThat(verdict.recording()).hasSize(1);
    }

    @Test
    void shouldAllowAndRecordWhenOnlyAnAuditRuleMatches() {
        var policy = enforce(Action.Allow, audit("watch", "*.example.com"));

        assertThat(ask("x.example.com", policy).outcome()).isEqualTo(Outcome.AUDITED);
        assertThat(ask("example.com", policy).outcome()).isEqualTo(Outcome.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({"denied.example.com, AUDITED", "other.example.com, ALLOWED"})
    void shouldOnlyRecordWhenThePolicyIsInAudit(String name, Outcome outcome) {
        var policy = new EffectivePolicy("p", Mode.Audit, Action.Allow, List.of(deny("d", "denied.example.com")));

        assertThat(ask(name, policy).outcome()).isEqualTo(outcome);
    }

    @Test
    void shouldDenyWhenOneOfSeveralPoliciesDenies() {
        var denies = enforce(Action.Allow, deny("d", "*.example.com"));
        var allows = enforce(Action.Allow, allow("a", "x.example.com"));

        assertThat(ask("x.example.com", allows, denies).outcome()).isEqualTo(Outcome.DENIED);
        assertThat(ask("x.example.com", allows, denies).denial().orElseThrow().policy())
                .isEqualTo(denies);
        assertThat(ask("x.example.com", allows).outcome()).isEqualTo(Outcome.ALLOWED);
        assertThat(ask("x.example.com").outcome()).isEqualTo(Outcome.ALLOWED);
    }
}
