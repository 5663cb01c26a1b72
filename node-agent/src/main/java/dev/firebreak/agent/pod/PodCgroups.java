// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a pod's cgroup is on this node: what the runtime says, verified on disk.
 */
public final class PodCgroups {
    private final Path root;

    /**
     * @param root the cgroup2 mount as this process sees it, or the part of it that the node's pods are below
     */
    public PodCgroups(Path root) {
        this.root = root;
    }

    /** The pod's cgroup directory, the parent of all its containers'; empty if there is none on disk. */
    public Optional<Path> find(Sandbox sandbox) {
        Path told = root.resolve("./" + sandbox.cgroupParent()).normalize();
        return told.startsWith(root) && !told.equals(root) && Files.isDirectory(told)
                ? Optional.of(told)
                : Optional.empty();
    }
}
