// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

import dev.firebreak.agent.inventory.PodInventory;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.bpf.event.AskingProcess.Ancestor;
import dev.firebreak.lookup.EventReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What is known of one pod while it runs. Confined to one thread. */
final class PodFile {
    final PodInventory inventory = new PodInventory();
    final Instant start;
    final EventReading reading;
    final Set<Long> scopes = new LinkedHashSet<>();
    Sandbox sandbox;
    Optional<Duration> unfiltered = Optional.empty();

    PodFile(Sandbox sandbox, Instant start, Instant epoch, Path proc) {
        this.sandbox = sandbox;
        this.start = start;
        int shim = parent(proc, sandbox.pid());
        this.reading = new EventReading(epoch, shim > 1 ? ancestor -> ancestor.pid() == shim : PodFile::isShim);
    }

    /** Who starts containers, by the name of its main thread: where the pod's own numbers do not tell. */
    private static boolean isShim(Ancestor ancestor) {
        return ancestor.command().equals("containerd-shim")
                || ancestor.command().equals("conmon");
    }

    /** What started the sandbox's first process starts its containers, too: the parent, 0 where it is not known. */
    private static int parent(Path proc, long pid) {
        if (pid <= 0) {
            return 0;
        }
        try {
            // proc_pid_stat(5): the name, in brackets, may hold anything; behind it the state, then the parent.
            String stat = Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 1).split(" ", -1)[2]);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            // Gone already, or not this process's namespace: names must do.
            return 0;
        }
    }
}
