// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.deployed;

import java.util.Locale;
import java.util.Map;

/**
 * A workload as people write it for kubectl: {@code job/database-deploy}, {@code jobs.batch/database-deploy}.
 *
 * @param kind in lower case and singular
 */
public record WorkloadName(String kind, String name) {
    static final String POD = "pod";

    /** kubectl's short names, of what makes pods. */
    private static final Map<String, String> SHORT = Map.of(
            "po",
            POD,
            "cj",
            "cronjob",
            "ds",
            "daemonset",
            "sts",
            "statefulset",
            "rs",
            "replicaset",
            "rc",
            "replicationcontroller");

    /**
     * Reads KIND/NAME.
     *
     * @throws IllegalArgumentException with words for a person
     */
    public static WorkloadName of(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1 || text.indexOf('/', slash + 1) >= 0) {
            throw new IllegalArgumentException("'" + text + "' is not KIND/NAME, as in job/database-deploy");
        }
        String kind = text.substring(0, slash).toLowerCase(Locale.ROOT);
        int group = kind.indexOf('.');
        kind = group < 0 ? kind : kind.substring(0, group);
        kind = SHORT.getOrDefault(kind, kind.endsWith("s") ? kind.substring(0, kind.length() - 1) : kind);
        return new WorkloadName(kind, text.substring(slash + 1));
    }

    /** Whether an owner is this one. */
    boolean isNamed(String otherKind, String otherName) {
        return kind.equals(otherKind.toLowerCase(Locale.ROOT)) && name.equals(otherName);
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
