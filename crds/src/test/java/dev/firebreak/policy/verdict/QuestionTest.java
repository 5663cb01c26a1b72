// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.policy.DnsName;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {
    @ParameterizedTest
    @CsvSource({
        "CDN.Example.com., cdn.example.com",
        "., .",
        "a\\.b.c, a\\.b.c",
        "a\\032b.c, a\\032b.c",
        "\\255\\000, \\255\\000",
        "a\\\\b, a\\\\b",
        "\\065bc, abc",
        "a\\., a\\.",
    })
    void shouldPrintInPresentationFormWhenReadFromText(String text, String printed) {
        assertThat(Question.ofText(text)).hasToString(printed);
        assertThat(Question.ofText(printed)).isEqualTo(Question.ofText(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a..b", ".a", "a\\", "a\\2", "a\\256", "a\\25x", "é", "a b"})
    void shouldRefuseWhenTextIsNoName(String text) {
        assertThatThrownBy(() -> Question.ofText(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldFoldAsciiAndNothingElseWhenReadFromTheWire() {
        // Given
        byte[] wire = {3, 'A', (byte) 0xc9, 'z', 2, 'C', 'm', 0};

        // When
        Question question = Question.ofWire(wire);

        // Then
        assertThat(question.labels()).containsExactly("a\u00c9z", "cm");
        assertThat(question.depth()).isEqualTo(2);
        assertThat(question.suffix(1)).contains(new DnsName("cm"));
        assertThat(question.suffix(2)).isEmpty();
    }

    @Test
    void shouldRefuseWhenWireFormIsBroken() {
        assertThat(Question.ofWire(new byte[1]).depth()).isZero();
        for (byte[] wire : List.of(
                new byte[0],
                new byte[] {0, 0},
                new byte[] {1, 'a'},
                new byte[] {5, 'a', 0},
                new byte[] {(byte) 0xc0, 12},
                new byte[] {64, 0})) {
            assertThatThrownBy(() -> Question.ofWire(wire)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldTake127LabelsAndNoMoreWhenTheyAreOneByteLong() {
        byte[] label = "a".getBytes(StandardCharsets.US_ASCII);

        assertThat(Question.ofLabels(Collections.nCopies(127, label)).depth()).isEqualTo(127);
        assertThatThrownBy(() -> Question.ofLabels(Collections.nCopies(128, label)))
                .hasMessageContaining("257 bytes");
    }

    @Test
    void shouldNotMistakeADotInALabelWhenASuffixIsTaken() {
        assertThat(new Question(List.of("a.b", "c")).suffix(2)).isEmpty();
        assertThat(new Question(List.of("a", "b", "c")).suffix(3)).contains(new DnsName("a.b.c"));
    }
}
