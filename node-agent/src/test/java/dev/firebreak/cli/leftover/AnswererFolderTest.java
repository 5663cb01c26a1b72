// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AnswererFolderTest {
    @Test
    void shouldBeTheSameFolderWhenTwoRunsNameTheirPortsInAnotherOrder() {
        // Given
        AnswererFolder one = new AnswererFolder(4026531840L, List.of(5353, 53));

        // When
        String name = one.name();

        // Then
        assertThat(name).isEqualTo("netns-4026531840-53-5353").doesNotContain(".");
        assertThat(AnswererFolder.parse(name)).contains(one);
    }

    @Test
    void shouldNotBeReadWhenAFolderIsNoneOfOurs() {
        assertThat(AnswererFolder.parse("netns-x-53")).isEmpty();
        assertThat(AnswererFolder.parse("netns-1")).isEmpty();
        assertThat(AnswererFolder.parse("something")).isEmpty();
    }
}
