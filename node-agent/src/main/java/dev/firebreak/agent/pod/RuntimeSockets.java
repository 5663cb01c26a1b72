// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where runtimes put their sockets, for a node where nobody configured them. */
public final class RuntimeSockets {
    /** NRI's own default, in containerd and in CRI-O. */
    public static final Path NRI = Path.of("/run/nri/nri.sock");

    private static final List<String> CRI =
            List.of("run/containerd/containerd.sock", "run/crio/crio.sock", "run/k3s/containerd/containerd.sock");

    private RuntimeSockets() {}

    /** The runtime's CRI socket: the first that is there. */
    public static Optional<Path> findCri() {
        return findCri(Path.of("/"));
    }

    static Optional<Path> findCri(Path root) {
        return CRI.stream().map(root::resolve).filter(Files::exists).findFirst();
    }
}
