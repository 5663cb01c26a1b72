// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import dev.firebreak.bpf.cgroup.Cgroup;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of a run: those in its cgroup and in the cgroups that they made below it. */
public final class RunProcesses {
    private RunProcesses() {}

    /** Whether there is any; not where the cgroup is gone. */
    public static boolean anyIn(Cgroup cgroup) throws IOException {
        try {
            return cgroup.populated();
        } catch (IOException e) {
            if (!cgroup.exists()) {
                return false;
            }
            throw e;
        }
    }

    /** Their numbers, for people to read: what cannot be listed (a threaded cgroup, one that just went) is left out. */
    public static List<Long> in(Cgroup cgroup) {
        List<Long> processes = new ArrayList<>();
        try (DirectoryStream<Path> below = Files.newDirectoryStream(cgroup.path(), Files::isDirectory)) {
            processes.addAll(cgroup.processes());
            for (Path child : below) {
                processes.addAll(in(new Cgroup(child)));
            }
        } catch (IOException e) {
            return processes;
        }
        return processes;
    }

    /** A process's name, or "?" where it has ended meanwhile. */
    public static String name(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
        } catch (IOException ended) {
            return "?";
        }
    }
}
