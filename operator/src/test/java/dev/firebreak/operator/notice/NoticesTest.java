// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.report.NameCount;
import dev.firebreak.operator.report.PolicyReports;
import dev.firebreak.operator.report.Tally;
import dev.firebreak.operator.status.ListInForce;
import dev.firebreak.operator.status.Observed;
import dev.firebreak.operator.status.PolicyStatus;
import dev.firebreak.operator.status.Reasons;
import dev.firebreak.operator.status.StatusDecision;
import dev.firebreak.policy.compiled.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoticesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(3_600);

    record Turn(Finding finding, String reason) {}

    static List<Turn> turns() {
        return List.of(
                new Turn(new Finding.Invalid(List.of("spec.mode: wrong")), Reasons.INVALID),
                new Turn(new Finding.ListsNotFound(List.of("no ConfigMap a")), Reasons.LISTS_NOT_FOUND),
                new Turn(new Finding.ListsBroken(List.of("line 7")), Reasons.LISTS_BROKEN),
                new Turn(new Finding.TooManyEntries(List.of("100001 names")), Reasons.TOO_MANY_ENTRIES),
                new Turn(new Finding.Compiled(List.of(), Optional.of(SOON)), Reasons.EXPIRES_SOON),
                new Turn(new Finding.Expired(NOW), Reasons.EXPIRED));
    }

    @ParameterizedTest
    @MethodSource("turns")
    void shouldTellOnceWhenThePolicyTurns(Turn turn) {
        // Given a policy that was well
        PolicyStatus well = status(new Finding.Compiled(List.of(), Optional.empty()), Tally.NONE, PolicyStatus.NONE);
        PolicyStatus turned = status(turn.finding(), Tally.NONE, well);

        // When
        List<Notice> notices = Notices.of(well, turned);

        // Then it is told, and neither again with the next look nor by an operator that only knows the status
        assertThat(notices).extracting(Notice::reason).containsExactly(turn.reason());
        assertThat(Notices.of(turned, status(turn.finding(), Tally.NONE, turned)))
                .isEmpty();
    }

    @Test
    void shouldTellAgainWhenTheProblemIsAnother() {
        // Given
        PolicyStatus one = status(new Finding.ListsBroken(List.of("line 7")), Tally.NONE, PolicyStatus.NONE);

        // When
        List<Notice> notices = Notices.of(one, status(new Finding.ListsBroken(List.of("line 8")), Tally.NONE, one));

        // Then
        assertThat(notices).extracting(Notice::message).containsExactly("line 8");
    }

    @Test
    void shouldTellOnlyTheFirstWhenLookupsAreAudited() {
        // Given
        Finding compiled = new Finding.Compiled(List.of(), Optional.empty());
        PolicyStatus none = status(compiled, Tally.NONE, PolicyStatus.NONE);
        PolicyStatus one = status(compiled, audited(1), none);
        PolicyStatus two = status(compiled, audited(2), one);

        // When
        List<Notice> first = Notices.of(none, one);
        List<Notice> second = Notices.of(one, two);

        // Then
        assertThat(first).extracting(Notice::reason).containsExactly(Notices.FIRST_DENIAL_AUDITED);
        assertThat(first.getFirst().message()).contains("a.example.com");
        assertThat(second).isEmpty();
    }

    @Test
    void shouldTellOnceWhenTheListInForceIsLost() {
        // Given a policy in error whose last good list is still there
        Finding broken = new Finding.ListsBroken(List.of("line 7"));
        var lastGood = new ListInForce(1, Digest.ofHex("ab".repeat(32)), 20);
        PolicyStatus there = lost(broken, lastGood, true, PolicyStatus.NONE);

        // When
        PolicyStatus lost = lost(broken, lastGood, false, there);

        // Then
        assertThat(Notices.of(there, lost)).extracting(Notice::reason).containsExactly(Reasons.LIST_LOST);
        assertThat(Notices.of(lost, lost(broken, lastGood, false, lost))).isEmpty();
    }

    private static PolicyStatus lost(Finding finding, ListInForce inForce, boolean whole, PolicyStatus before) {
        PolicyReports reports = new PolicyReports(List.of(), Tally.NONE, Tally.NONE);
        return StatusDecision.decide(new Observed(2, finding, inForce, whole, reports, before), NOW);
    }

    private static Tally audited(long count) {
        return new Tally(count, NOW, List.of(new NameCount("a.example.com", count)));
    }

    private static PolicyStatus status(Finding finding, Tally audited, PolicyStatus before) {
        PolicyReports reports = new PolicyReports(List.of(), Tally.NONE, audited);
        return StatusDecision.decide(new Observed(1, finding, null, true, reports, before), NOW);
    }
}
