// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeSocketsTest {
    @TempDir
    private Path root;

    @Test
    void shouldFindTheSocketWhenOneIsThere() throws IOException {
        Path socket = root.resolve("run/crio/crio.sock");
        Files.createDirectories(socket.getParent());
        Files.createFile(socket);

        assertThat(RuntimeSockets.findCri(root)).contains(socket);
    }

    @Test
    void shouldFindNothingWhenNoneIsThere() {
        assertThat(RuntimeSockets.findCri(root)).isEmpty();
    }
}
