// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that says what must come out. With {@code -Dfirebreak.expected.write=true} it is written instead of compared,
 * to be read in the diff.
 */
record ExpectedFile(Path path) {
    private static final boolean WRITE = Boolean.getBoolean("firebreak.expected.write");

    /** The file must hold exactly this; nothing at all is expected where there is no file. */
    void mustBe(String actual) throws IOException {
        if (WRITE) {
            write(actual);
        }
        assertThat(actual)
                .as(path.getFileName().toString())
                .isEqualTo(Files.exists(path) ? Files.readString(path) : "");
    }

    private void write(String actual) throws IOException {
        if (actual.isEmpty()) {
            Files.deleteIfExists(path);
        } else {
            Files.writeString(path, actual);
        }
    }
}
