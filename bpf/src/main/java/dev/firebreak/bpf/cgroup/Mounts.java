// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The mount table of this process's mount namespace (proc(5), /proc/self/mounts). */
public final class Mounts {
    private Mounts() {}

    /** Returns where the first file system of this type is mounted; empty when none is. */
    public static Optional<Path> ofType(String type) throws IOException {
        return ofType(type, Files.readAllLines(Path.of("/proc/self/mounts")));
    }

    static Optional<Path> ofType(String type, List<String> lines) {
        return lines.stream()
                .map(line -> line.split(" "))
                .filter(fields -> fields.length > 2 && fields[2].equals(type))
                .map(fields -> Path.of(unescape(fields[1])))
                .findFirst();
    }

    /** Space, tab, newline and backslash stand as three octal digits (getmntent(3)). */
    private static String unescape(String path) {
        return path.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
