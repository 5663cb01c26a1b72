// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The mount point of the unified hierarchy (cgroup2), as /proc/self/mounts tells it. A hybrid host, where cgroup2 lies
 * beside the older hierarchies, counts: only its place differs.
 *
 * @param path the mount point, as in /sys/fs/cgroup or /sys/fs/cgroup/unified
 */
public record CgroupMount(Path path) {

    /** Returns the first cgroup2 mount of this process's mount namespace; empty when there is none. */
    public static Optional<CgroupMount> find() throws IOException {
        return Mounts.ofType("cgroup2").map(CgroupMount::new);
    }

    /** Returns the cgroup of the unified hierarchy that the calling process is in, from /proc/self/cgroup. */
    public Cgroup own() throws IOException {
        return own(Files.readAllLines(Path.of("/proc/self/cgroup")));
    }

    Cgroup own(List<String> lines) throws IOException {
        for (String line : lines) {
            if (line.startsWith("0::/")) {
                return new Cgroup(path.resolve(line.substring("0::/".length())).normalize());
            }
        }
        throw new IOException("/proc/self/cgroup has no line of the unified hierarchy (0::)");
    }
}
