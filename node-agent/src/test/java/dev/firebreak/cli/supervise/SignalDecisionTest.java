// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SignalDecisionTest {
    @Test
    void shouldForwardWhenSomebodySentItToFirebreakAlone() {
        assertThat(SignalDecision.of(15, false).forward()).isTrue();
    }

    @Test
    void shouldNotForwardWhenTheTerminalGaveItToTheCommandAlready() {
        assertThat(SignalDecision.of(2, true).forward()).isFalse();
    }

    @Test
    void shouldStopAsTheCommandStopsWhenTheJobIsSuspended() {
        assertThat(SignalDecision.of(20, true)).isEqualTo(new SignalDecision(false, true));
        assertThat(SignalDecision.of(20, false)).isEqualTo(new SignalDecision(true, true));
    }
}
