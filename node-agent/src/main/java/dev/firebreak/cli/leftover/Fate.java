// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import java.util.List;

/** What is to become of a run that stands pinned. */
public sealed interface Fate {
    /** Its firebreak is at work: not ours to touch. */
    record AtWork() implements Fate {}

    /** Its firebreak is gone and processes are left: they stay filtered until the last of them ends. */
    record StillFiltering(List<Long> processes) implements Fate {}

    /** Nobody and nothing is left: take it down. */
    record Over() implements Fate {}

    /**
     * Decides. Closed by default: what cannot be told apart from a run with processes is kept.
     *
     * @param ownerAtWork whether another process holds the lock of the run's pins
     * @param cgroupThere whether the run's cgroup still exists; a cgroup that is gone has no processes
     * @param processes in the cgroup and below it
     */
    static Fate of(boolean ownerAtWork, boolean cgroupThere, List<Long> processes) {
        if (ownerAtWork) {
            return new AtWork();
        }
        return cgroupThere && !processes.isEmpty() ? new StillFiltering(processes) : new Over();
    }
}
