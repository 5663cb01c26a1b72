// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.bpf.cgroup.Cgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What runs in a pod's cgroup at this moment, its containers' included. */
final class CgroupProcesses {
    /** Clock ticks a second in /proc: USER_HZ, the same on every Linux of ours (proc(5), stat, field 22). */
    private static final int TICKS = 100;

    private static final int START_TIME = 22;

    private CgroupProcesses() {}

    /**
     * For how long processes other than the sandbox's own have been running there; empty when there is none. The sandbox's
     * (pause) never asks anything.
     *
     * @param sandboxPid as this process sees it; 0 unknown: then it counts like the others
     */
    static Optional<Duration> runningFor(Cgroup pod, long sandboxPid) throws IOException {
        double now =
                Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0]);
        return all(pod.path()).stream()
                .filter(pid -> pid != sandboxPid)
                .map(CgroupProcesses::startedAt)
                .flatMap(Optional::stream)
                .min(Double::compare)
                .map(started -> Duration.ofMillis(Math.max(1, Math.round((now - started) * 1000))));
    }

    /** Processes of the cgroup and those below it. What ends meanwhile may be missing. */
    private static List<Long> all(Path folder) throws IOException {
        List<Long> all = new ArrayList<>();
        try {
            all.addAll(new Cgroup(folder).processes());
            try (var children = Files.newDirectoryStream(folder, Files::isDirectory)) {
                for (Path child : children) {
                    all.addAll(all(child));
                }
            }
        } catch (NoSuchFileException gone) {
            // A container that ended while we looked.
        }
        return all;
    }

    /** Seconds since the machine's start; empty for a process that is gone. */
    private static Optional<Double> startedAt(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The command's name, in parentheses, may hold anything: what follows it starts with field 3.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(Double.parseDouble(fields[START_TIME - 3]) / TICKS);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
