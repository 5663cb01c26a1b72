// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import dev.firebreak.bpf.Feature.Need;
import dev.firebreak.bpf.cgroup.Mounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks for the file systems that the host must have mounted. */
final class HostProbe {
    private HostProbe() {}

    static Feature cgroup2() {
        return mount(
                "cgroup2 mount",
                Need.REQUIRED,
                "cgroup2",
                "to scope: the filter holds one cgroup and those below it",
                "nothing can be filtered: boot with the unified or hybrid hierarchy, or mount -t cgroup2 none"
                        + " /sys/fs/cgroup/unified");
    }

    static Feature bpffs() {
        return mount(
                "bpffs mount",
                Need.OPTIONAL,
                "bpf",
                "to keep the filter in force when this process dies",
                "one is mounted at /sys/fs/bpf before anything is started; by hand: mount -t bpf bpf /sys/fs/bpf");
    }

    private static Feature mount(String name, Need need, String type, String purpose, String otherwise) {
        String detail;
        try {
            Optional<Path> found = Mounts.ofType(type);
            if (found.isPresent()) {
                return new Feature(name, need, true, found.get().toString(), purpose, otherwise, Optional.empty());
            }
            detail = "/proc/self/mounts has no file system of type " + type;
        } catch (IOException e) {
            detail = "/proc/self/mounts cannot be read: " + e.getMessage();
        }
        return new Feature(name, need, false, detail, purpose, otherwise, Optional.empty());
    }
}
