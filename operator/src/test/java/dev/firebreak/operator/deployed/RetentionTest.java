// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which reports stay. */
class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Retention RETENTION = new Retention(5, Duration.ofDays(7));

    @Test
    void shouldKeepTheLastFiveWhenAnOwnerHasMore() {
        List<StoredReport> reports = IntStream.range(0, 8)
                .mapToObj(i -> report("a", "r" + i, NOW.minusSeconds(i), "owner"))
                .toList();

        assertThat(RETENTION.over(reports, NOW).stream().map(StoredReport::name))
                .containsExactly("r5", "r6", "r7");
    }

    @Test
    void shouldCountEachOwnerAloneWhenTheyAreSeveral() {
        List<StoredReport> reports = IntStream.range(0, 12)
                .mapToObj(i -> report(i % 4 == 0 ? "a" : "b", "r" + i, NOW.minusSeconds(i), "owner" + i % 2))
                .toList();

        assertThat(RETENTION.over(reports, NOW))
                .hasSize(1)
                .allMatch(report -> report.namespace().equals("b"));
    }

    @Test
    void shouldGoByAgeAloneWhenNothingMadeThePod() {
        List<StoredReport> reports = IntStream.range(0, 9)
                .mapToObj(i -> report("a", "r" + i, NOW.minus(Duration.ofDays(i)), ""))
                .toList();

        assertThat(RETENTION.over(reports, NOW).stream().map(StoredReport::name))
                .containsExactly("r8");
    }

    @Test
    void shouldGoWhenOldThoughAmongTheLastFive() {
        assertThat(RETENTION.over(List.of(report("a", "r", NOW.minus(Duration.ofDays(8)), "owner")), NOW))
                .hasSize(1);
        assertThat(RETENTION.over(List.of(report("a", "r", NOW.minus(Duration.ofDays(6)), "owner")), NOW))
                .isEmpty();
    }

    private static StoredReport report(String namespace, String name, Instant created, String owner) {
        return new StoredReport(
                namespace, name, "uid-" + name, created, Optional.of(owner).filter(uid -> !uid.isEmpty()));
    }
}
