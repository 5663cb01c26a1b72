// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.random.RandomPolicies;
import dev.firebreak.policy.random.RandomPolicies.RuleDraft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Same meaning, same bytes; other meaning, other digest. */
class CanonicalBytesPropertyTest {
    private static final int ROUNDS = 100;

    private final RandomPolicies random = new RandomPolicies(3);
    private final SplittableRandom dice = random.random();

    private CompiledPolicy compile(List<RuleDraft> drafts, Action defaultAction) {
        var drawn = random.policy(drafts, defaultAction);
        return ((CompileOutcome.Compiled) PolicyCompiler.compile(drawn.policy(), drawn.lists())).policy();
    }

    @Test
    void shouldGiveTheSameBytesWhenOnlyTheWritingDiffers() {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            List<RuleDraft> drafts = random.rules(1 + dice.nextInt(6));
            CompiledPolicy first = compile(drafts, Action.Allow);

            // When: other case, dots, places inline or in lists, order within rules, repeats
            CompiledPolicy second = compile(drafts.stream().map(this::rewritten).toList(), Action.Allow);

            // Then
            assertThat(second.payload()).isEqualTo(first.payload());
            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void shouldGiveTheSameBytesWhenRulesThatShareNoNameChangePlaces() {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            List<RuleDraft> drafts = withoutSharedNames(random.rules(1 + dice.nextInt(6)));

            // When
            CompiledPolicy shuffled = compile(shuffled(drafts), Action.Deny);

            // Then
            assertThat(shuffled.payload())
                    .isEqualTo(compile(drafts, Action.Deny).payload());
        }
    }

    @Test
    void shouldGiveTheSameBytesWhenARuleThatNeverMattersIsAdded() {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            List<RuleDraft> drafts = random.rules(1 + dice.nextInt(5));
            var loser = new RuleDraft(
                    "loser",
                    Effect.DENY,
                    "never said",
                    drafts.stream()
                            .filter(draft -> draft.effect() == Effect.DENY)
                            .flatMap(draft -> draft.patterns().stream())
                            .toList());
            var more = new ArrayList<>(drafts);
            more.add(loser);

            // When, Then
            assertThat(compile(more, Action.Allow)).isEqualTo(compile(drafts, Action.Allow));
        }
    }

    @Test
    void shouldGiveAnotherDigestWhenTheMeaningDiffers() {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            List<RuleDraft> drafts = withoutSharedNames(random.rules(2 + dice.nextInt(5)));
            var digests = new HashSet<Digest>();
            RuleDraft draft = drafts.getFirst();
            Effect other = draft.effect() == Effect.DENY ? Effect.AUDIT : Effect.DENY;

            // When
            digests.add(compile(drafts, Action.Allow).digest());
            digests.add(compile(drafts, Action.Deny).digest());
            digests.add(compile(
                            changed(drafts, new RuleDraft(draft.name(), draft.effect(), "other", draft.patterns())),
                            Action.Allow)
                    .digest());
            digests.add(compile(
                            changed(drafts, new RuleDraft("other", draft.effect(), draft.reason(), draft.patterns())),
                            Action.Allow)
                    .digest());
            digests.add(compile(
                            changed(drafts, new RuleDraft(draft.name(), other, draft.reason(), draft.patterns())),
                            Action.Allow)
                    .digest());
            var more = new ArrayList<>(draft.patterns());
            more.add(NamePattern.of("nowhere.else"));
            digests.add(compile(
                            changed(drafts, new RuleDraft(draft.name(), draft.effect(), draft.reason(), more)),
                            Action.Allow)
                    .digest());

            // Then
            assertThat(digests).hasSize(6);
        }
    }

    private RuleDraft rewritten(RuleDraft draft) {
        List<NamePattern> patterns = shuffled(draft.patterns());
        patterns.add(draft.patterns().get(dice.nextInt(draft.patterns().size())));
        return new RuleDraft(draft.name(), draft.effect(), draft.reason(), patterns);
    }

    /** Each pattern only in the first rule that has it; rules left empty get one of their own. */
    private static List<RuleDraft> withoutSharedNames(List<RuleDraft> drafts) {
        var seen = new HashSet<NamePattern>();
        var out = new ArrayList<RuleDraft>();
        for (RuleDraft draft : drafts) {
            var own =
                    new ArrayList<>(draft.patterns().stream().filter(seen::add).toList());
            own.add(NamePattern.of("own." + draft.name()));
            out.add(new RuleDraft(draft.name(), draft.effect(), draft.reason(), own));
        }
        return out;
    }

    private static List<RuleDraft> changed(List<RuleDraft> drafts, RuleDraft first) {
        var out = new ArrayList<>(drafts);
        out.set(0, first);
        return out;
    }

    private <T> List<T> shuffled(List<T> items) {
        var out = new ArrayList<>(items);
        for (int i = out.size() - 1; i > 0; i--) {
            int j = dice.nextInt(i + 1);
            T swapped = out.get(i);
            out.set(i, out.get(j));
            out.set(j, swapped);
        }
        return out;
    }
}
