// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.libc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A daemon that libc asks over a unix socket before it asks DNS; its answers would not pass the filter. When the socket
 * cannot be reached libc falls back to DNS.
 *
 * @param name as people know it
 * @param socket its path
 */
public record HostDaemon(String name, Path socket) {
    // inode(7): the bits of st_mode that tell the type, and those of a socket.
    private static final int FILE_TYPE = 0170000;
    private static final int SOCKET = 0140000;

    /** Those of glibc (nscd/nscd-client.h) and of systemd's nss-resolve (io.systemd.Resolve, varlink). */
    public static final List<HostDaemon> KNOWN = List.of(
            new HostDaemon("systemd-resolved", Path.of("/run/systemd/resolve/io.systemd.Resolve")),
            new HostDaemon("nscd", Path.of("/run/nscd/socket")),
            new HostDaemon("nscd", Path.of("/var/run/nscd/socket")));

    /** Those whose socket exists in this mount namespace, each file once (/var/run is mostly a link to /run). */
    public static List<HostDaemon> present() {
        Map<Path, HostDaemon> present = new LinkedHashMap<>();
        for (HostDaemon daemon : KNOWN) {
            realSocket(daemon.socket())
                    .ifPresent(real -> present.putIfAbsent(real, new HostDaemon(daemon.name(), real)));
        }
        return List.copyOf(present.values());
    }

    private static Optional<Path> realSocket(Path path) {
        try {
            Path real = path.toRealPath();
            int mode = (Integer) Files.getAttribute(real, "unix:mode");
            return (mode & FILE_TYPE) == SOCKET ? Optional.of(real) : Optional.empty();
        } catch (IOException e) {
            // Not there, or not to be reached from here: libc does not reach it either.
            return Optional.empty();
        }
    }
}
