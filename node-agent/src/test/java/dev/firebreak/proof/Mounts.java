// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof;

import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.cgroup.CgroupMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests make their control groups and pins. */
public final class Mounts {
    private Mounts() {}

    /** The root of the unified hierarchy. */
    public static Cgroup cgroup2() throws IOException {
        return new Cgroup(CgroupMount.find()
                .orElseThrow(() -> new IllegalStateException("no cgroup2 is mounted"))
                .path());
    }

    /** The first bpffs there is. */
    public static Path bpffs() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words[2].equals("bpf"))
                .map(words -> Path.of(words[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no bpffs is mounted"));
    }
}
