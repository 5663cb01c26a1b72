// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.cli.Firebreak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManPageTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBeThereForEveryCommandWhenTheBuildAsks() throws Exception {
        // When
        int code = new Firebreak(System.out, System.err, Map.of()).execute("generate-man-pages", folder.toString());

        // Then
        assertThat(code).isZero();
        assertThat(folder.toFile().list())
                .contains(
                        "firebreak.1",
                        "firebreak-run.1",
                        "firebreak-agent.1",
                        "firebreak-explain.1",
                        "firebreak-probe.1",
                        "firebreak-compile.1",
                        "firebreak-show.1",
                        "firebreak-detach.1");
        assertThat(Files.readString(folder.resolve("firebreak-run.1")))
                .startsWith(".TH FIREBREAK\\-RUN 1")
                .contains(
                        ".SH SYNOPSIS",
                        ".B \\-\\-fail\\-on\\-denied",
                        ".SH EXIT STATUS",
                        ".SH EXAMPLES",
                        "firebreak\\-explain(1)");
    }
}
