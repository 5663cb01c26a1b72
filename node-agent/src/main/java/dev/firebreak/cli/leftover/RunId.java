// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import java.time.Instant;

/**
 * Names one run on its host: its pins, its cgroup, its report.
 *
 * @param text letters, digits and a hyphen: a bpffs takes no dots in names
 */
public record RunId(String text) {
    public RunId {
        if (text.isEmpty() || !text.chars().allMatch(c -> c == '-' || Character.digit(c, 36) >= 0)) {
            throw new IllegalArgumentException("not a run's id: " + text);
        }
    }

    /** A new one: no two processes of one host share both moment and number. */
    public static RunId of(Instant now, long pid) {
        return new RunId(Long.toString(now.toEpochMilli(), 36) + "-" + pid);
    }

    /** The name of the run's cgroup, below the caller's. */
    public String cgroupName() {
        return "firebreak-" + text;
    }

    @Override
    public String toString() {
        return text;
    }
}
