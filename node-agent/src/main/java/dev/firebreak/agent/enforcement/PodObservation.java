// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.pod.PodCgroups;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.bpf.cgroup.Cgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Looks at what there is of a pod on this node: the only reader of cgroups, namespaces and pins. */
final class PodObservation {
    private final PodCgroups cgroups;
    private final Path pods;

    /** @param pods folder of the pods' pins */
    PodObservation(PodCgroups cgroups, Path pods) {
        this.cgroups = cgroups;
        this.pods = pods;
    }

    /**
     * Looks.
     *
     * @param held what is known of its pins
     */
    Seen see(Sandbox sandbox, Optional<HeldPod> held) throws IOException {
        Optional<Cgroup> cgroup = cgroups.find(sandbox).map(Cgroup::new);
        long id = 0;
        Optional<Duration> running = Optional.empty();
        if (cgroup.isPresent()) {
            id = cgroup.get().id();
            if (held.isEmpty() || held.get().cgroupId() != id) {
                running = CgroupProcesses.runningFor(cgroup.get(), sandbox.pid());
            }
        }
        return new Seen(
                cgroup,
                id,
                running,
                sandbox.pid() == 0 || Files.exists(Path.of("/proc", Long.toString(sandbox.pid()))),
                sandbox.netns().flatMap(PodObservation::inode),
                held,
                held.isPresent() && PodPins.of(pods, sandbox.uid()).attached());
    }

    private static Optional<Integer> inode(String namespace) {
        try {
            return Optional.of(((Long) Files.getAttribute(Path.of(namespace), "unix:ino")).intValue());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
