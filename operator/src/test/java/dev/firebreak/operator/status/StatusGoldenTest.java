// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code status/cases}: {@code in-*.yaml} must come to {@code out-status.yaml}. */
class StatusGoldenTest {
    static List<StatusCase> cases() {
        return StatusCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldComeToTheExpectedStatus(StatusCase each) throws IOException {
        assertThat(each.tree()).isEqualTo(each.expected());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldHoldNoUnusedFile(StatusCase each) throws IOException {
        try (Stream<Path> files = Files.list(each.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(each.files());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldDecideNothingNewWhenDecidedAgain(StatusCase each) {
        // Given the status as it comes back from the API server
        Observed first = each.observed();
        PolicyStatus written = StatusReader.read(each.bean());

        // When
        PolicyStatus again = StatusDecision.decide(
                new Observed(
                        first.generation(), first.finding(), first.inForce(), first.whole(), first.reports(), written),
                each.now().plus(Duration.ofSeconds(1)));

        // Then there is nothing to write
        assertThat(again).isEqualTo(written);
    }
}
