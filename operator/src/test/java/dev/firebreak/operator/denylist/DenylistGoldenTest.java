// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code denylist/cases}: what {@code in-*.yaml} says must come to what {@code out-*.yaml} say. With
 * {@code -Dfirebreak.expected.write=true} these are written instead of compared, to be read in the diff.
 */
class DenylistGoldenTest {
    private static final Path CASES = Path.of("src/test/resources/denylist/cases");
    private static final boolean WRITE = Boolean.getBoolean("firebreak.expected.write");

    static List<Path> cases() {
        return files(CASES);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldMakeTheExpectedObjectsWhenACaseIsCompiled(Path folder) throws IOException {
        // Given
        DenylistCase given = DenylistCase.read(folder);

        // When
        Map<String, List<JsonNode>> derived = given.derive();

        // Then
        for (var file : derived.entrySet()) {
            Path expected = folder.resolve(file.getKey());
            if (WRITE) {
                DenylistCase.write(expected, file.getValue());
            }
            assertThat(file.getValue()).as("%s", expected).isEqualTo(DenylistCase.documents(expected));
        }
        assertThat(files(folder))
                .allMatch(file -> derived.containsKey(file.getFileName().toString())
                        || DenylistCase.INPUTS.contains(file.getFileName().toString()));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
