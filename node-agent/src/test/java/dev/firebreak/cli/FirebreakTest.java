// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FirebreakTest {
    @ParameterizedTest
    @ValueSource(strings = {"run", "explain", "probe", "compile", "show", "detach", "generate-man-pages"})
    void shouldShowExamplesWhenAskedForHelp(String command) {
        // When
        Called called = Called.firebreak(command, "--help");

        // Then
        assertThat(called.exitCode()).isZero();
        assertThat(called.out()).contains("Examples:", "firebreak " + command);
        assertThat(called.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void shouldNameAllCommandsWhenAskedForHelp() {
        // When
        Called called = Called.firebreak("--help");

        // Then
        assertThat(called.out()).contains("run", "explain", "probe", "compile", "show", "detach", "Examples:");
    }

    @Test
    void shouldTellItsVersionWhenAsked() {
        assertThat(Called.firebreak("--version").out()).startsWith("firebreak ");
        assertThat(Called.firebreak("run", "--version").out()).startsWith("firebreak ");
    }

    @Test
    void shouldRefuseWithWhatWhereAndNextWhenTheCommandLineIsWrong() {
        for (String[] wrong : new String[][] {
            {},
            {"dance"},
            {"run"},
            {"run", "--deny"},
            {"run", "--dance", "--", "true"},
            {"run", "--answer", "maybe", "true"},
            {"run", "--dns-port", "dns", "true"},
            {"run", "--dns-port", "65536", "true"},
            {"explain", "a.example.com"},
            {"compile"},
            {"show"},
            {"detach"}
        }) {
            // When
            Called called = Called.firebreak(wrong);

            // Then
            assertThat(called.exitCode()).as(String.join(" ", wrong)).isEqualTo(125);
            assertThat(called.out()).isEmpty();
            assertThat(called.err()).startsWith("firebreak: ").contains("  where: ", "  next:  ");
        }
    }

    @Test
    void shouldWriteAScriptThatBashUnderstandsWhenAskedForCompletion() throws Exception {
        // Given
        String script = Called.firebreak("generate-completion").out();
        String question = script
                + "\nCOMP_WORDS=(firebreak run --fail); COMP_CWORD=2; _complete_firebreak; echo \"${COMPREPLY[@]}\"";

        // When
        Process bash = new ProcessBuilder("bash", "--norc", "-c", question)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        // Then
        assertThat(bash.waitFor()).isZero();
        assertThat(answer.strip()).isEqualTo("--fail-on-denied");
    }
}
