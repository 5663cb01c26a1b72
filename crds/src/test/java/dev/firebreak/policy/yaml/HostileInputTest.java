// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to hurt, as large as a policy may be: a clear answer, short, and no other exception. */
class HostileInputTest {
    private static final int SIZE = PolicyLimits.MAX_FILE_BYTES;

    private static List<Problem> problems(String text) {
        var outcome = PolicyParser.parse("p.yaml", text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
        assertThat(outcome).isInstanceOf(ParseOutcome.Refused.class);
        return outcome.problems();
    }

    private static String filled(String piece) {
        return piece.repeat(SIZE / piece.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[", "{", "{a: ", "- ", "? ", "[[]", "a: {", "'", "\"", "&a ", "!a ", "*a ", "--- \n", "# ", "|\n",
                "a:\n- "
            })
    void shouldAnswerShortlyWhenOnePieceIsRepeatedToTheLimit(String piece) {
        List<Problem> problems = problems(filled(piece));

        assertThat(problems).isNotEmpty().allMatch(problem -> problem.toString().length() < 400);
    }

    @Test
    void shouldAnswerShortlyWhenOneScalarFillsTheFile() {
        String name = "a".repeat(SIZE - 200);

        assertThat(problems("kind: " + name))
                .hasSize(2)
                .allMatch(problem -> problem.toString().length() < 400);
        assertThat(problems(name + ": 1"))
                .allMatch(problem -> problem.toString().length() < 400);
    }

    @Test
    void shouldCountWhatIsLeftOutWhenThereAreMoreMistakesThanAPersonReads() {
        // Given
        String head = "apiVersion: firebreak.dev/v1alpha1\nkind: DeployDnsPolicy\nmetadata: {name: p}\nspec:\n";
        var text = new StringBuilder(head);
        for (int i = 0; i < 60_000; i++) {
            text.append("  x").append(i).append(": 1\n");
        }

        // When
        List<Problem> problems = problems(text.toString());

        // Then
        assertThat(problems).hasSize(PolicyLimits.MAX_PROBLEMS + 1);
        assertThat(problems.getLast()).hasToString("p.yaml: error: and 59801 more errors");
    }

    @Test
    void shouldRefuseUnreadWhenTheFileIsOneByteTooLarge() {
        var bytes = new byte[SIZE + 1];
        Arrays.fill(bytes, (byte) '#');

        assertThat(PolicyParser.parse("p.yaml", bytes, Instant.EPOCH).problems())
                .singleElement()
                .asString()
                .contains("larger than");
        assertThat(PolicyParser.parse("p.yaml", Arrays.copyOf(bytes, SIZE), Instant.EPOCH)
                        .problems())
                .singleElement()
                .asString()
                .contains("the file is empty");
    }

    @Test
    void shouldGiveAnOutcomeWhenAGoodFileIsMangled() throws IOException {
        // Given
        byte[] good = Files.readAllBytes(Path.of("src/test/resources/corpus/valid-everything.yaml"));
        var random = new SplittableRandom(8);
        byte[] pieces = "{}[]:,-*&!|>'\"%@`#\n\t ?~<=.\\\u0000\u00e9".getBytes(StandardCharsets.UTF_8);
        int parsed = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] mangled = good.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                mangled[random.nextInt(mangled.length)] = pieces[random.nextInt(pieces.length)];
            }

            // When
            ParseOutcome outcome = PolicyParser.parse("p.yaml", mangled, Instant.EPOCH);

            // Then
            switch (outcome) {
                case ParseOutcome.Parsed(var policy, var warnings) -> parsed++;
                case ParseOutcome.Refused(var problems) -> assertThat(problems).anyMatch(Problem::isError);
            }
        }
        assertThat(parsed).isBetween(100, 2_900);
    }
}
