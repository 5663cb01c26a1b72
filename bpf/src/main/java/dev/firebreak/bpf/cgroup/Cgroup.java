// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A cgroup of the unified hierarchy.
 *
 * @param path its folder, below the cgroup2 mount
 */
public record Cgroup(Path path) {

    /**
     * Returns the kernel's id of this cgroup: the inode number of its folder (kernfs; 64-bit machines), the key of its
     * storage.
     */
    public long id() throws IOException {
        return (Long) Files.getAttribute(path, "unix:ino");
    }

    /** Makes a child of this cgroup; it has no process and, where the name was free, nothing attached. */
    public Cgroup create(String name) throws IOException {
        return new Cgroup(Files.createDirectory(path.resolve(name)));
    }

    /** Returns the child of this name, whether or not it exists. */
    public Cgroup child(String name) {
        return new Cgroup(path.resolve(name));
    }

    /** Tells whether the folder is there. */
    public boolean exists() {
        return Files.isDirectory(path);
    }

    /** Returns the processes in this very cgroup, as numbers in the reader's pid namespace; not those of its children. */
    public List<Long> processes() throws IOException {
        try (var lines = Files.lines(path.resolve("cgroup.procs"))) {
            return lines.map(Long::valueOf).toList();
        }
    }

    /** Tells whether a live process is in this cgroup or below it (cgroup.events, populated). */
    public boolean populated() throws IOException {
        return Files.readAllLines(path.resolve("cgroup.events")).contains("populated 1");
    }

    /**
     * Removes this cgroup and those below it.
     *
     * @throws IOException when a process is left in one of them (EBUSY)
     */
    public void remove() throws IOException {
        try (var children = Files.newDirectoryStream(path, Files::isDirectory)) {
            for (Path child : children) {
                new Cgroup(child).remove();
            }
        }
        Files.delete(path);
    }

    /** Moves a process here. Sockets that it already has stay with the cgroup that they were made in. */
    public void admit(long pid) throws IOException {
        Files.writeString(path.resolve("cgroup.procs"), Long.toString(pid));
    }
}
