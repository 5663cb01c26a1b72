// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The limit of the language in the memory that it promises: a JVM of its own with 512 MiB of heap. How long it takes,
 * the bench says.
 */
class MillionNamesIT {
    @Test
    void shouldReadCompileAndDecodeWhenAMillionNamesHave512MebibytesOfHeap() throws IOException, InterruptedException {
        // Given
        Process bench = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CompileBench.class.getName(),
                        "1000000",
                        "1")
                .redirectErrorStream(true)
                .start();
        try {
            // When
            String said = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            // Then
            assertThat(bench.waitFor()).as(said).isZero();
            assertThat(said).contains("1000000 names, 1 rules");
        } finally {
            bench.destroyForcibly();
        }
    }
}
