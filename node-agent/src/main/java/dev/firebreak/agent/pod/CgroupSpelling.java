// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.util.Optional;

/** How kubelets and runtimes write a pod's cgroup down, read as a path below the cgroup root. */
final class CgroupSpelling {
    private static final String SLICE = ".slice";

    private CgroupSpelling() {}

    /** Of cgroup_parent: a path, or with systemd sometimes a bare slice, whose name holds its ancestors. */
    static Optional<String> podCgroup(String cgroupParent) {
        if (cgroupParent.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(isBareSlice(cgroupParent) ? expanded(cgroupParent) : cgroupParent);
    }

    /** Of cgroupsPath, which is the sandbox's own: {@code /a/pod/id}, or {@code slice:prefix:id} with systemd. */
    static Optional<String> parentOf(String cgroupsPath) {
        if (cgroupsPath.isBlank()) {
            return Optional.empty();
        }
        String[] parts = cgroupsPath.split(":", -1);
        if (parts.length == 3) {
            return podCgroup(parts[0]);
        }
        int slash = cgroupsPath.lastIndexOf('/');
        return slash > 0 ? Optional.of(cgroupsPath.substring(0, slash)) : Optional.empty();
    }

    private static boolean isBareSlice(String text) {
        return text.endsWith(SLICE) && text.indexOf('/') < 0;
    }

    /** systemd.slice(5): {@code a-b-c.slice} lies in {@code a.slice/a-b.slice}. */
    private static String expanded(String slice) {
        StringBuilder path = new StringBuilder();
        for (int dash = slice.indexOf('-'); dash > 0; dash = slice.indexOf('-', dash + 1)) {
            path.append(slice, 0, dash).append(SLICE).append('/');
        }
        return path.append(slice).toString();
    }
}
