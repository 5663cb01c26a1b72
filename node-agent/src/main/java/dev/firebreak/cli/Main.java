// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code firebreak}. */
@Command(
        name = "firebreak",
        mixinStandardHelpOptions = true,
        version = "firebreak 0.1.0",
        description = "Denies chosen DNS names to chosen processes, in the kernel.")
public final class Main {
    private Main() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
