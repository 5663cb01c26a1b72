// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.fault;

import dev.firebreak.proof.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A steady load of lookups ({@code load.py}) under {@code firebreak run}, and what became of each.
 *
 * @param file where the load writes
 */
record Load(Path file) {
    static final String DENIED = "frontend.example.com";
    static final String ALLOWED = "status.example.com";
    static final String FIREBREAK =
            Path.of("target/dist/bin/firebreak").toAbsolutePath().toString();

    /** The command of a run that keeps up the load for so long. */
    List<String> command(double seconds) {
        return List.of(
                FIREBREAK,
                "run",
                "--quiet",
                "--deny=" + DENIED,
                "--",
                World.SOURCES.resolve("load.py").toString(),
                Double.toString(seconds),
                file.toString(),
                DENIED,
                ALLOWED);
    }

    /** Whether the command was started at all. */
    boolean began() {
        return Files.exists(file);
    }

    boolean ended() throws IOException {
        return began() && lines().contains("end");
    }

    /** Lookups of the denied name that got an address: a hole. */
    List<String> holes() throws IOException {
        return lines().stream()
                .filter(line -> line.startsWith(DENIED + " resolved"))
                .toList();
    }

    /** Lookups of the allowed name that got none: harm done to the innocent. */
    List<String> failures() throws IOException {
        return lines().stream()
                .filter(line -> line.startsWith(ALLOWED) && !line.startsWith(ALLOWED + " resolved"))
                .toList();
    }

    /** Lookups so far. */
    int lookups() throws IOException {
        return began() ? lines().size() - 1 : 0;
    }

    private List<String> lines() throws IOException {
        return began() ? Files.readAllLines(file) : List.of();
    }
}
