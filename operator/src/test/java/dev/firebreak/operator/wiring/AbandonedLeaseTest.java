// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AbandonedLeaseTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(2));
    private static final Duration LASTS = Duration.ofSeconds(15);

    private long seconds;
    private final AbandonedLease lease =
            new AbandonedLease(Clock.fixed(NOW, ZoneOffset.UTC), () -> TimeUnit.SECONDS.toNanos(seconds));

    private boolean look(int at, String revision, Instant renewed) {
        seconds = at;
        return lease.isAbandoned(revision, renewed, LASTS);
    }

    @Test
    void shouldBeAbandonedWhenALeaseOfTheFutureDidNotChangeForAsLongAsItLasts() {
        // Given
        assertThat(look(0, "1", LATER)).isFalse();
        assertThat(look(15, "1", LATER)).isFalse();

        // When, Then
        assertThat(look(16, "1", LATER)).isTrue();
    }

    @Test
    void shouldNotBeAbandonedWhenItsHolderGoesOnRenewingIt() {
        // Given
        assertThat(look(0, "1", LATER)).isFalse();
        assertThat(look(10, "2", LATER.plusSeconds(10))).isFalse();

        // When, Then
        assertThat(look(20, "2", LATER.plusSeconds(10))).isFalse();
        assertThat(look(26, "2", LATER.plusSeconds(10))).isTrue();
    }

    @Test
    void shouldBeLeftToTheFrameworkWhenItsTimeIsNotOfTheFuture() {
        // Given
        assertThat(look(0, "1", NOW)).isFalse();

        // When, Then
        assertThat(look(3600, "1", NOW)).isFalse();
    }
}
