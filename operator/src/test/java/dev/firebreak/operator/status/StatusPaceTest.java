// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusPaceTest {
    private long nanos = Long.MAX_VALUE - 1_000;
    private final StatusPace pace = new StatusPace(Duration.ofSeconds(5), () -> nanos);

    @Test
    void shouldLetTheFirstWriteGoAtOnceAndTheNextAfterTheInterval() {
        // When
        assertThat(pace.delay("p1")).isEmpty();
        pace.write("p1");

        // Then, though the clock's number overflows
        assertThat(pace.delay("p1")).contains(Duration.ofSeconds(5));
        nanos += Duration.ofSeconds(4).toNanos();
        assertThat(pace.delay("p1")).contains(Duration.ofSeconds(1));
        nanos += Duration.ofSeconds(1).toNanos();
        assertThat(pace.delay("p1")).isEmpty();
    }

    @Test
    void shouldKeepPoliciesApartAndForgetThemWhenTheyAreGone() {
        // Given
        pace.write("p1");

        // When
        boolean otherMayWrite = pace.delay("p2").isEmpty();
        pace.forget("p1");

        // Then
        assertThat(otherMayWrite).isTrue();
        assertThat(pace.delay("p1")).isEmpty();
    }
}
