// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where a pod's cgroup is on this node: what the runtime says, verified on disk. A directory counts only if its own name
 * holds the pod's UID: what several pods share is nobody's, and filtering it would filter others.
 *
 * <p>The kubelet names it {@code …/pod<uid>} with the cgroupfs driver and {@code …-pod<uid with _>.slice} with systemd's.
 */
public final class PodCgroups {
    private final Path root;
    private final Path proc;
    private final NestedRoots nested;

    /**
     * @param root the cgroup2 mount as this process sees it; the node's pods may be anywhere below it
     */
    public PodCgroups(Path root) {
        this(root, Path.of("/proc"));
    }

    PodCgroups(Path root, Path proc) {
        this.root = root.normalize();
        this.proc = proc;
        this.nested = new NestedRoots(this.root);
    }

    /**
     * The pod's cgroup directory, the parent of its containers' cgroups; empty if there is none on disk. It may vanish the
     * moment after.
     */
    public Optional<Path> find(Sandbox sandbox) {
        return Stream.<Supplier<Optional<String>>>of(
                        () -> CgroupSpelling.podCgroup(sandbox.cgroupParent()),
                        () -> CgroupSpelling.parentOf(sandbox.cgroupsPath()),
                        () -> ProcessCgroup.parentOf(proc, sandbox.pid()))
                .flatMap(told -> told.get().stream())
                .flatMap(told -> onDisk(told, sandbox.uid()).stream())
                .findFirst();
    }

    private Optional<Path> onDisk(String told, PodUid uid) {
        try {
            Path relative = Path.of("/").relativize(Path.of("/", told).normalize());
            if (!namesPod(relative, uid)) {
                return Optional.empty();
            }
            Path direct = root.resolve(relative);
            return isCgroup(direct)
                    ? Optional.of(direct)
                    : nested.find(relative).filter(PodCgroups::isCgroup);
        } catch (InvalidPathException e) {
            return Optional.empty(); // a NUL in what the runtime told
        }
    }

    private static boolean namesPod(Path relative, PodUid uid) {
        String name =
                relative.getFileName() == null ? "" : relative.getFileName().toString();
        return name.equals("pod" + uid)
                || name.endsWith("-pod" + uid.text().replace('-', '_') + ".slice")
                || name.equals("pod" + uid.text().replace('-', '_') + ".slice");
    }

    /** Each cgroup has it, and it cannot be made by hand in another file system's directory without intent. */
    private static boolean isCgroup(Path directory) {
        return Files.isRegularFile(directory.resolve("cgroup.procs"));
    }
}
