// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.ground;

import dev.firebreak.bpf.cgroup.Mounts;
import dev.firebreak.cli.failure.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The bpffs that our pins live in. Where none is mounted, we mount one at the usual place, as systemd, bpftool and ip do;
 * but only in the host's mount namespace: one mounted in another goes with that namespace, and all filters pinned in it.
 */
final class Bpffs {
    private static final Path USUAL = Path.of("/sys/fs/bpf");
    private static final String COMMAND = "mount -t bpf -o mode=0700 bpf /sys/fs/bpf";

    private Bpffs() {}

    static Path require() throws IOException {
        Optional<Path> mounted = Mounts.ofType("bpf");
        if (mounted.isPresent()) {
            return mounted.get();
        }
        if (!hostsMountNamespace()) {
            throw missing("this process has a mount namespace of its own");
        }
        if (!mount()) {
            throw missing("`" + COMMAND + "` failed");
        }
        return Mounts.ofType("bpf").orElseThrow(() -> missing("it was mounted and is not there"));
    }

    private static Refusal missing(String why) {
        return Refusal.of(
                "no bpffs is mounted, and " + why + ": the filter is pinned there to outlive firebreak",
                USUAL.toString(),
                "on the host: " + COMMAND);
    }

    /** A mount's number is its own on the whole machine, so equal numbers of the root say: the same namespace as init's. */
    private static boolean hostsMountNamespace() throws IOException {
        return rootMount(Path.of("/proc/self/mountinfo")).equals(rootMount(Path.of("/proc/1/mountinfo")));
    }

    private static String rootMount(Path mountinfo) throws IOException {
        String first = Files.readAllLines(mountinfo).getFirst();
        return first.substring(0, first.indexOf(' '));
    }

    private static boolean mount() throws IOException {
        Process mount = new ProcessBuilder(COMMAND.split(" ", -1))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return mount.waitFor(10, TimeUnit.SECONDS) && mount.exitValue() == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
