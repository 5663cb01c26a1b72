// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.command.Birth;
import dev.firebreak.bpf.command.BornCommand;
import dev.firebreak.bpf.command.Command;
import dev.firebreak.bpf.command.Next;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks by real sockets from inside a cgroup: src/test/resources/ask.py, whose exit code says what came back. */
public record Asker(Cgroup cgroup, Optional<Path> namespace) {
    /** An answer with RCODE 3. */
    public static final int NXDOMAIN = 3;
    /** An answer with RCODE 0. */
    public static final int RESOLVED = 10;
    /** sendto(2) or connect(2) said EPERM. */
    public static final int EPERM = 11;
    /** Nothing came in a second. */
    public static final int SILENCE = 12;
    /** The connection was reset. */
    public static final int RESET = 13;

    /** Asks a server for a name; how: udp, udp-connected, tcp, packet (AF_PACKET). */
    public int ask(String how, String server, String name) {
        var arguments = new ArrayList<String>();
        namespace.ifPresent(file -> arguments.addAll(List.of("nsenter", "--net=" + file)));
        arguments.addAll(List.of("python3", script(), how, server, name));
        return exitCode(arguments);
    }

    /** Runs a command in the cgroup; its exit code. */
    public int exitCode(List<String> arguments) {
        Birth birth = BornCommand.start(
                cgroup,
                new Command(
                        arguments,
                        Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
                        Path.of("/"),
                        Optional.empty(),
                        List.of()));
        if (!(birth instanceof Birth.Started(BornCommand command))) {
            throw new IllegalStateException(birth.toString());
        }
        try (command) {
            return command.next() instanceof Next.Exited exited ? exited.code() : -1;
        }
    }

    private static String script() {
        return Path.of("src/test/resources/ask.py").toAbsolutePath().toString();
    }
}
