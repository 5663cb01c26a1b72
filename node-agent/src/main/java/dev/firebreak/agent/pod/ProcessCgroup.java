// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The cgroup2 of a process, as /proc tells it: relative to our own cgroup namespace (cgroup_namespaces(7)). */
final class ProcessCgroup {
    private static final String UNIFIED = "0::";

    private ProcessCgroup() {}

    /** The parent of it; empty where the process is gone, or its pid is of another pid namespace. */
    static Optional<String> parentOf(Path proc, long pid) {
        if (pid <= 0) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(proc.resolve(pid + "/cgroup")).stream()
                    .filter(line -> line.startsWith(UNIFIED))
                    .map(line -> line.substring(UNIFIED.length()))
                    .filter(path -> path.lastIndexOf('/') > 0)
                    .map(path -> path.substring(0, path.lastIndexOf('/')))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
