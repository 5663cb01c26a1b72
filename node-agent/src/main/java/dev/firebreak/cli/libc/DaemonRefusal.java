// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.libc;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.filter.UnixRefusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How the command is kept from the host's daemons: by a program at its cgroup, which also knows sockets that come later
 * (6.7 and newer), else by hiding those that are there, in a mount namespace of the command's own.
 *
 * @param program loading, on a thread of its own, for it takes as long as a tenth of a run's start
 */
public record DaemonRefusal(CompletableFuture<Optional<UnixRefusal>> program) implements AutoCloseable {

    /** Begins to prepare it. */
    public static DaemonRefusal prepare() {
        return new DaemonRefusal(CompletableFuture.supplyAsync(DaemonRefusal::load));
    }

    /** Where the kernel has the hook but not what the program needs (lockdown), the sockets are hidden instead. */
    private static Optional<UnixRefusal> load() {
        if (!UnixRefusal.isSupported()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UnixRefusal.load(
                    HostDaemon.KNOWN.stream().map(HostDaemon::socket).toList()));
        } catch (BpfException lockedDown) {
            return Optional.empty();
        }
    }

    /** Returns the daemons whose sockets must be hidden; none where the program refuses them. */
    public List<HostDaemon> masked() {
        return program.join().isPresent() ? List.of() : HostDaemon.present();
    }

    /** Puts the program, if it is there, at the command's cgroup. */
    public void attach(Cgroup cgroup, Path pin) {
        program.join().ifPresent(refusal -> refusal.attach(cgroup, pin));
    }

    @Override
    public void close() {
        program.join().ifPresent(UnixRefusal::close);
    }
}
