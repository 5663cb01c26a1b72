// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void shouldShowEscapesWhenTheTextSteersATerminal() {
        assertThat(Excerpt.quoted("\u001b[31mred\u202e\n")).isEqualTo("\"\\u{1b}[31mred\\u{202e}\\u{a}\"");
    }

    @Test
    void shouldCutWhenTheTextIsLong() {
        assertThat(Excerpt.plain("x".repeat(1_000_000))).hasSize(81).endsWith("…");
        assertThat(Excerpt.plain("\u0000".repeat(1_000))).hasSizeLessThan(90);
    }

    @Test
    void shouldStayAsItIsWhenItIsPlainText() {
        assertThat(Excerpt.plain("é – данные 🔥")).isEqualTo("é – данные 🔥");
    }
}
