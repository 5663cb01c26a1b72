// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import dev.firebreak.bpf.cgroup.Cgroup;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that stands pinned.
 *
 * @param pins its folder
 * @param cgroup its cgroup, which may be gone; empty where the run was killed before it had told
 * @param answerer name of the folder of the answerer that it uses
 */
public record PinnedRun(Path pins, Optional<Cgroup> cgroup, Optional<String> answerer, Fate fate) {
    /** The run's id, as its folder is called. */
    public String id() {
        return pins.getFileName().toString();
    }
}
