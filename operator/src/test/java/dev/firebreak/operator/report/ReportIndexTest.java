// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.operator.report.NodeWord.Presence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportIndexTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration STALE_AFTER = Duration.ofMinutes(15);

    private Instant now = START;
    private final InstantSource time = () -> now;
    private final List<String> woken = new ArrayList<>();
    private final ReportIndex index =
            new ReportIndex(Clock.tick(time.withZone(ZoneOffset.UTC), Duration.ofNanos(1)), STALE_AFTER, woken::add);

    @Test
    void shouldWakeOnlyThePoliciesThatChangedWhenANodeReports() {
        // Given
        index.report(node("n1", now, Map.of("p1", report(1, 0), "p2", report(1, 0), "p3", report(1, 0))));
        woken.clear();

        // When p2 changes, p3 goes and p4 comes
        index.report(
                node("n1", now.plusSeconds(60), Map.of("p1", report(1, 0), "p2", report(2, 0), "p4", report(1, 0))));

        // Then
        assertThat(woken).containsExactlyInAnyOrder("p2", "p3", "p4");
        assertThat(index.reports("p3").nodes()).isEmpty();
    }

    @Test
    void shouldWakeNobodyWhenOnlyTheHeartbeatIsNew() {
        // Given
        index.report(node("n1", now, Map.of("p1", report(1, 5))));
        woken.clear();

        // When
        now = START.plusSeconds(300);
        index.report(node("n1", now, Map.of("p1", report(1, 5))));

        // Then
        assertThat(woken).isEmpty();
        assertThat(presences("p1")).containsExactly(Presence.HEARD);
    }

    @Test
    void shouldTurnStaleAndBackWhenHeartbeatsStopAndGoOn() {
        // Given
        index.report(node("n1", now, Map.of("p1", report(1, 0))));
        woken.clear();

        // When it is heard of again long after
        now = START.plus(STALE_AFTER).plusSeconds(1);
        index.lookAround();
        List<Presence> silent = presences("p1");
        index.lookAround();
        index.report(node("n1", now, Map.of("p1", report(1, 0))));

        // Then each turn wakes once
        assertThat(silent).containsExactly(Presence.STALE);
        assertThat(presences("p1")).containsExactly(Presence.HEARD);
        assertThat(woken).containsExactly("p1", "p1");
        assertThat(index.silent()).isEmpty();
    }

    @Test
    void shouldBeStaleAtOnceWhenTheFirstWordSeenIsOld() {
        // When
        index.report(node("n1", now.minus(STALE_AFTER).minusSeconds(1), Map.of("p1", report(1, 0))));

        // Then
        assertThat(presences("p1")).containsExactly(Presence.STALE);
        assertThat(index.silent()).containsExactly("n1");
    }

    @Test
    void shouldBeStaleAsSoonAsOthersWhenTheNodesClockRunsAhead() {
        // Given
        index.report(node("n1", now.plus(Duration.ofDays(400)), Map.of("p1", report(1, 0))));

        // When the same report is seen again, as after a reconnect
        now = START.plus(STALE_AFTER).plusSeconds(1);
        index.report(node("n1", START.plus(Duration.ofDays(400)), Map.of("p1", report(1, 0))));

        // Then
        assertThat(presences("p1")).containsExactly(Presence.STALE);
    }

    @Test
    void shouldNotBeTakenForAliveLongerWhenTheOperatorsClockIsSetBack() {
        // Given
        index.report(node("n1", now, Map.of("p1", report(1, 0))));
        now = START.minus(Duration.ofDays(1));
        index.lookAround();

        // When
        now = now.plus(STALE_AFTER).plusSeconds(1);
        index.lookAround();

        // Then
        assertThat(presences("p1")).containsExactly(Presence.STALE);
    }

    @Test
    void shouldKeepTheLastWordAsVanishedWhenTheReportIsDeleted() {
        // Given
        index.report(node("n1", now, Map.of("p1", report(1, 3))));
        woken.clear();

        // When
        index.gone("n1");

        // Then
        assertThat(presences("p1")).containsExactly(Presence.VANISHED);
        assertThat(index.reports("p1").denials().total()).isEqualTo(3);
        assertThat(index.silent()).containsExactly("n1");
        assertThat(woken).containsExactly("p1");
    }

    @Test
    void shouldKeepWhatWasCountedWhenTheNodeIsForgotten() {
        // Given
        index.report(node("n1", now, Map.of("p1", report(1, 3))));
        index.gone("n1");

        // When
        index.forget("n1");

        // Then
        assertThat(index.reports("p1").nodes()).isEmpty();
        assertThat(index.silent()).isEmpty();
    }

    @Test
    void shouldNotWaitForANodeWhenItsDeletedReportNamedNoPolicy() {
        // Given
        index.report(node("n1", now, Map.of()));

        // When
        index.gone("n1");

        // Then
        assertThat(index.silent()).isEmpty();
    }

    @Test
    void shouldGoOnCountingWhenACounterBeginsAnewOrAPolicysPodsEnd() {
        // Given
        index.resume("p1", Tally.NONE, Tally.NONE);
        index.report(node("n1", now, Map.of("p1", report(1, 7))));

        // When the counter falls back, grows, and its last pod ends
        index.report(node("n1", now.plusSeconds(60), Map.of("p1", report(1, 2))));
        index.report(node("n1", now.plusSeconds(120), Map.of("p1", report(1, 4))));
        index.report(node("n1", now.plusSeconds(180), Map.of()));

        // Then
        assertThat(index.reports("p1").denials().total()).isEqualTo(11);
        assertThat(index.reports("p1").denials().top()).containsExactly(new NameCount("a.example.com", 11));
    }

    @Test
    void shouldGoOnFromTheStatusWhenTheOperatorIsNew() {
        // Given a status that counts 10, of which a report still says 4
        index.report(node("n1", now, Map.of("p1", report(1, 4))));
        Tally status = new Tally(10, START, List.of(new NameCount("a.example.com", 10)));

        // When
        index.resume("p1", status, Tally.NONE);
        index.resume("p1", new Tally(1_000, START, List.of()), Tally.NONE);
        index.report(node("n1", now.plusSeconds(60), Map.of("p1", report(1, 5))));

        // Then
        assertThat(index.reports("p1").denials().total()).isEqualTo(11);
        assertThat(index.reports("p1").denials().top()).containsExactly(new NameCount("a.example.com", 11));
    }

    @Test
    void shouldHoldNothingMoreWhenThePolicyIsDropped() {
        // Given
        index.resume("p1", new Tally(10, START, List.of()), Tally.NONE);

        // When
        index.drop("p1");

        // Then
        assertThat(index.reports("p1")).isEqualTo(PolicyReports.NONE);
    }

    private List<Presence> presences(String uid) {
        return index.reports(uid).nodes().stream().map(NodeWord::presence).toList();
    }

    private static NodeReport node(String name, Instant heartbeat, Map<String, PolicyReport> policies) {
        return new NodeReport(name, heartbeat, policies);
    }

    private static PolicyReport report(long generation, long denied) {
        Tally denials =
                denied == 0 ? Tally.NONE : new Tally(denied, START, List.of(new NameCount("a.example.com", denied)));
        return new PolicyReport(
                PolicyReport.State.PROGRAMMED,
                generation,
                "d".repeat(64),
                "",
                "",
                new PodCounts(1, 1, 0, 0),
                denials,
                Tally.NONE);
    }
}
