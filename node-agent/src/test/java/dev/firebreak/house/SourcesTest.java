// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for each source file of the tree: a licence on its first line, and a length that one can read. */
class SourcesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LONGEST_JAVA = 400;
    private static final int LONGEST_MEDIAN = 80;

    @Test
    void shouldNameItsLicenceOnTheFirstLineWhenASourceFile() throws IOException {
        List<Path> sources = sources(".java", ".c", ".h");

        Stream<Path> unlicensed =
                sources.stream().filter(file -> !firstLine(file).contains("SPDX-License-Identifier: "));

        assertThat(sources).isNotEmpty();
        assertThat(unlicensed).isEmpty();
    }

    @Test
    void shouldOfferBothLicencesWhenLoadedIntoTheKernel() throws IOException {
        List<Path> kernel = sources(".bpf.c", ".bpf.h", "_abi.h");

        assertThat(kernel)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(firstLine(file)).contains("GPL-2.0-only OR BSD-2-Clause"));
    }

    @Test
    void shouldBeShortWhenAJavaFile() throws IOException {
        List<Integer> lengths = sources(".java").stream()
                .map(file -> lines(file).size())
                .sorted()
                .toList();

        assertThat(lengths.getLast()).isLessThanOrEqualTo(LONGEST_JAVA);
        assertThat(lengths.get(lengths.size() / 2)).isLessThanOrEqualTo(LONGEST_MEDIAN);
    }

    private static List<Path> sources(String... endings) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?target/.*"))
                    .toList();
        }
    }

    private static String firstLine(Path file) {
        return lines(file).getFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
