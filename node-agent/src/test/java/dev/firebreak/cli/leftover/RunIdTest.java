// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RunIdTest {
    @Test
    void shouldSuitABpffsAndTheSchemaWhenMade() {
        // When
        RunId id = RunId.of(Instant.parse("2026-11-23T12:00:00Z"), 4711);

        // Then
        assertThat(id.text()).matches("[0-9a-z]+-4711");
        assertThat(id.cgroupName()).isEqualTo("firebreak-" + id);
    }

    @Test
    void shouldBeRefusedWhenItCouldLeaveItsFolder() {
        assertThatThrownBy(() -> new RunId("../x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RunId("")).isInstanceOf(IllegalArgumentException.class);
    }
}
