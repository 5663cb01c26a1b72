// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line as a whole. */
public final class Firebreak {
    private final PrintStream out;

    /**
     * @param out where answers go
     * @param err where reports and refusals go
     * @param environment of this process
     */
    public Firebreak(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
    }

    /** Parses, runs, and returns the exit code. */
    public int execute(String... arguments) {
        return new CommandLine(new Root())
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }

    @Command(
            name = "firebreak",
            mixinStandardHelpOptions = true,
            version = "firebreak 0.1.0",
            subcommands = picocli.AutoComplete.GenerateCompletion.class)
    private static final class Root implements Runnable {
        @Override
        public void run() {}
    }
}
