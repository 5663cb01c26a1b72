// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FateTest {
    @Test
    void shouldBeLeftAloneWhenItsFirebreakIsAtWork() {
        assertThat(Fate.of(true, false, List.of())).isEqualTo(new Fate.AtWork());
        assertThat(Fate.of(true, true, List.of(7L))).isEqualTo(new Fate.AtWork());
    }

    @Test
    void shouldStayFilteredWhenOnlyProcessesAreLeft() {
        assertThat(Fate.of(false, true, List.of(7L))).isEqualTo(new Fate.StillFiltering(List.of(7L)));
    }

    @Test
    void shouldBeOverWhenNobodyAndNothingIsLeft() {
        assertThat(Fate.of(false, false, List.of())).isEqualTo(new Fate.Over());
    }
}
