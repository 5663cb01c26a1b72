// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.operator.compile.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a policy is looked at again although nothing happened. */
class NextLookTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /** Never more than a minute, for the clock may jump; never at once, for timers may be early. */
    @ParameterizedTest
    @CsvSource({"PT20S, PT20S", "PT1M, PT1M", "PT24H, PT1M", "PT0.01S, PT0.1S", "PT0S, PT0.1S", "PT-5S, PT0.1S"})
    void shouldLookWhenThePolicyExpiresAndOnceAMinuteUntilThen(Duration left, Duration expected) {
        // When
        Optional<Duration> next = NextLook.after(new Finding.Compiled(List.of(), Optional.of(NOW.plus(left))), NOW);

        // Then
        assertThat(next).contains(expected);
    }

    @Test
    void shouldLookForAClockThatWentBackWhenExpired() {
        assertThat(NextLook.after(new Finding.Expired(NOW), NOW)).contains(Duration.ofMinutes(1));
    }

    @Test
    void shouldNotLookWhenOnlyAChangeCanHelp() {
        assertThat(List.<Finding>of(
                        new Finding.Compiled(List.of(), Optional.empty()),
                        new Finding.Invalid(List.of("x")),
                        new Finding.ListsNotFound(List.of("x")),
                        new Finding.ListsBroken(List.of("x")),
                        new Finding.TooManyEntries(List.of("x"))))
                .allSatisfy(finding -> assertThat(NextLook.after(finding, NOW)).isEmpty());
    }
}
