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
     * Decides. Closed by default: only a run that is known to be empty is over.
     *
     * @param ownerAtWork whether another process holds the lock of the run's pins
     * @param populated whether a live process is in the run's cgroup or below it; false where the cgroup is gone
     * @param processes those, as far as they could be listed
     */
    static Fate of(boolean ownerAtWork, boolean populated, List<Long> processes) {
        if (ownerAtWork) {
            return new AtWork();
        }
        return populated ? new StillFiltering(processes) : new Over();
    }
}
