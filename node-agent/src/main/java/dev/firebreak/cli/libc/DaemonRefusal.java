// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.libc;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.filter.UnixRefusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the command is kept from the host's daemons: by a program at its cgroup, which also knows sockets that come later
 * (6.7 and newer), else by hiding those that are there, in a mount namespace of the command's own.
 *
 * @param program empty where the sockets are hidden
 */
public record DaemonRefusal(Optional<UnixRefusal> program) implements AutoCloseable {

    /** Prepares it. Where the kernel has the hook but not what the program needs (lockdown), the sockets are hidden. */
    public static DaemonRefusal prepare() {
        if (!UnixRefusal.isSupported()) {
            return new DaemonRefusal(Optional.empty());
        }
        try {
            return new DaemonRefusal(Optional.of(UnixRefusal.load(
                    HostDaemon.KNOWN.stream().map(HostDaemon::socket).toList())));
        } catch (BpfException lockedDown) {
            return new DaemonRefusal(Optional.empty());
        }
    }

    /** Returns the daemons whose sockets must be hidden; none where the program refuses them. */
    public List<HostDaemon> masked() {
        return program.isPresent() ? List.of() : HostDaemon.present();
    }

    /** Puts the program, if it is there, at the command's cgroup. */
    public void attach(Cgroup cgroup, Path pin) {
        program.ifPresent(refusal -> refusal.attach(cgroup, pin));
    }

    @Override
    public void close() {
        program.ifPresent(UnixRefusal::close);
    }
}
