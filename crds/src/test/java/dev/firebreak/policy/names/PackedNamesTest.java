// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.NameSyntax;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The fast way in and the way with words must accept the same. */
class PackedNamesTest {
    private static final String[] PIECES = {
        "a", "B", "-", "_", "9", ".", ".", "*", "*.", "1.2.3", "é", "!", "x".repeat(62), "yy", "/"
    };

    @Test
    void shouldAcceptWhatTheSyntaxHasNoComplaintAboutWhenWordsAreRandom() {
        // Given
        var random = new SplittableRandom(4);
        var names = new PackedNames();
        for (int i = 0; i < 60_000; i++) {
            var text = new StringBuilder();
            for (int pieces = random.nextInt(1, 9); pieces > 0; pieces--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String word = text.toString();
            byte[] bytes = ("<" + word + ">").getBytes(StandardCharsets.UTF_8);

            // When
            boolean added = names.add(bytes, 1, bytes.length - 1, 1);

            // Then
            assertThat(added)
                    .as(word)
                    .isEqualTo(NameSyntax.patternComplaint(word).isEmpty());
            if (added) {
                assertThat(names.toList("x").pattern(names.size() - 1)).isEqualTo(NamePattern.of(word));
            }
        }
        assertThat(names.size()).isGreaterThan(5_000);
    }
}
