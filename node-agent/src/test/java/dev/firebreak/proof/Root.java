// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof;

import static org.assertj.core.api.Assumptions.assumeThat;

/** What a kernel test needs of whoever runs it. */
public final class Root {
    private Root() {}

    /** Skips the test for another user on a laptop; where CI=true it goes on, and fails. */
    public static void required() {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeThat(root || "true".equals(System.getenv("CI")))
                .as("BPF, control groups and network namespaces need root")
                .isTrue();
    }
}
