// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

import dev.firebreak.bpf.event.AskingProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The container that a process is in, by its cgroup while it lives; when it is gone already, as deploy tools are, by that
 * of a parent, which is in the same container. Confined to one thread.
 */
final class ProcessContainers {
    /** A container's id in a cgroup's path, as containerd and CRI-O write it: {@code cri-containerd-ID.scope}, {@code ID}. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private static final int KEPT = 256;

    private final Path proc;
    private final Map<Identity, Optional<String>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Identity, Optional<String>> eldest) {
            return size() > KEPT;
        }
    };

    private record Identity(int tgid, long startNanos) {}

    /** @param proc the host's /proc: events name processes by the numbers of the initial pid namespace */
    ProcessContainers(Path proc) {
        this.proc = proc;
    }

    /**
     * Its container's id.
     *
     * @param world the pod's cgroup has this in its path: a number that was given to another process in the meantime leads
     *     elsewhere
     */
    Optional<String> of(AskingProcess process, String world) {
        return known.computeIfAbsent(
                new Identity(process.tgid(), process.startNanos()),
                key -> IntStream.concat(
                                IntStream.of(process.tgid()),
                                process.ancestors().stream().mapToInt(AskingProcess.Ancestor::pid))
                        .mapToObj(pid -> container(pid, world))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private Optional<String> container(int pid, String world) {
        try {
            return Files.readAllLines(proc.resolve(Integer.toString(pid)).resolve("cgroup")).stream()
                    .filter(line -> line.startsWith("0::"))
                    .findFirst()
                    .flatMap(line -> idIn(line, world));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The first id below the pod's own cgroup: a container inside the container has another behind it. */
    static Optional<String> idIn(String path, String world) {
        int pod = Math.max(path.indexOf(world), path.indexOf(world.replace('-', '_')));
        if (pod < 0) {
            return Optional.empty();
        }
        Matcher id = ID.matcher(path);
        return id.find(pod + world.length()) ? Optional.of(id.group()) : Optional.empty();
    }
}
