// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import java.util.Map;

/** The entry point of {@code firebreak}. */
public final class Main {
    private Main() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] arguments) {
        int code = new Firebreak(System.out, System.err, Map.copyOf(System.getenv())).execute(arguments);
        System.out.flush();
        System.err.flush();
        // No shutdown hooks are ours: whatever ends this process, the pinned filter stands (see run/).
        Runtime.getRuntime().halt(code);
    }
}
