// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.report.NodeWord;
import dev.firebreak.operator.report.PodCounts;
import dev.firebreak.operator.report.PolicyReport;
import dev.firebreak.operator.report.PolicyReports;
import dev.firebreak.operator.report.Tally;
import dev.firebreak.policy.compiled.Digest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StatusMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Digest DIGEST = Digest.ofHex("a".repeat(64));

    private long nanos;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final StatusMetrics metrics = new StatusMetrics(registry, () -> nanos);

    @Test
    void shouldTimeAChangeUntilAllNodesRunIt() {
        // Given a policy that is seen first, then changed before its nodes are there
        PolicyStatus first = status(1, 0, PolicyStatus.NONE);
        metrics.decided("p1", PolicyStatus.NONE, first);
        nanos += Duration.ofSeconds(10).toNanos();
        PolicyStatus second = status(2, 1, first);
        metrics.decided("p1", first, second);

        // When
        nanos += Duration.ofSeconds(3).toNanos();
        PolicyStatus programmed = status(2, 2, second);
        metrics.decided("p1", second, programmed);
        metrics.decided("p1", programmed, programmed);

        // Then it is timed once, from its last change
        Timer timer = registry.get("firebreak.policy.programmed").timer();
        assertThat(timer.count()).isOne();
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void shouldTimeNothingWhenTheOperatorDidNotSeeTheChangeOrThereAreNoNodes() {
        // When
        PolicyStatus before = status(1, 0, PolicyStatus.NONE);
        metrics.decided("p1", before, status(1, 1, before));
        metrics.decided("p2", PolicyStatus.NONE, StatusDecision.decide(observed(1, PolicyReports.NONE), NOW));

        // Then
        assertThat(registry.get("firebreak.policy.programmed").timer().count()).isZero();
    }

    @Test
    void shouldCountPoliciesByConditionAndNameNone() {
        // When
        metrics.decided("p1", PolicyStatus.NONE, status(1, 1, PolicyStatus.NONE));
        metrics.decided("p2", PolicyStatus.NONE, status(1, 0, PolicyStatus.NONE));
        metrics.decided("p3", PolicyStatus.NONE, status(1, 0, PolicyStatus.NONE));
        metrics.forget("p3");

        // Then
        assertThat(policies("Programmed", "True")).isOne();
        assertThat(policies("Programmed", "False")).isOne();
        assertThat(policies("Accepted", "True")).isEqualTo(2);
        assertThat(registry.get("firebreak.list.entries").gauge().value()).isEqualTo(14);
        assertThat(registry.get("firebreak.list.entries.max").gauge().value()).isEqualTo(7);
        assertThat(registry.getMeters().stream().flatMap(meter -> meter.getId().getTags().stream()))
                .extracting(Tag::getKey)
                .containsOnly("condition", "status", "le");
    }

    private double policies(String condition, String status) {
        return registry.get("firebreak.policies")
                .tags("condition", condition, "status", status)
                .gauge()
                .value();
    }

    /** With one node, which runs {@code running}. */
    private static PolicyStatus status(long generation, long running, PolicyStatus before) {
        PolicyReport report = new PolicyReport(
                PolicyReport.State.PROGRAMMED,
                running,
                DIGEST.hex(),
                "",
                "",
                new PodCounts(1, 1, 0, 0),
                Tally.NONE,
                Tally.NONE);
        NodeWord node = new NodeWord("n1", NodeWord.Presence.HEARD, NOW, report);
        assertThat(before.observedGeneration()).isLessThanOrEqualTo(generation);
        return StatusDecision.decide(
                observed(generation, new PolicyReports(List.of(node), Tally.NONE, Tally.NONE)), NOW);
    }

    private static Observed observed(long generation, PolicyReports reports) {
        return new Observed(
                generation,
                new Finding.Compiled(List.of(), Optional.empty()),
                new ListInForce(generation, DIGEST, 7),
                true,
                reports,
                PolicyStatus.NONE);
    }
}
