// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PinTreeTest {
    @TempDir
    private Path folder;

    @Test
    void shouldRemoveEverythingButWhatALinkPointsToWhenARunIsTakenDown() throws IOException {
        // Given
        Path run = folder.resolve("run");
        Files.createDirectories(run.resolve("links"));
        Path elsewhere = Files.createFile(folder.resolve("elsewhere"));
        Files.createFile(run.resolve("links/egress"));
        Files.createFile(run.resolve("map"));
        Files.createSymbolicLink(run.resolve("cgroup"), elsewhere);

        // When
        PinTree.remove(run);

        // Then
        assertThat(run).doesNotExist();
        assertThat(elsewhere).exists();
    }

    @Test
    void shouldDoNothingWhenItIsAlreadyGone() throws IOException {
        // When
        PinTree.remove(folder.resolve("gone"));

        // Then
        assertThat(folder).isEmptyDirectory();
    }
}
