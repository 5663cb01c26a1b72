// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How a report is coloured: by ANSI sequences on a terminal, not at all elsewhere. */
public enum Ink {
    COLOURED("\u001b[1;31m", "\u001b[33m", "\u001b[1m", "\u001b[2m", "\u001b[0m"),
    PLAIN("", "", "", "", "");

    private final String alarm;
    private final String warning;
    private final String bold;
    private final String dim;
    private final String end;

    Ink(String alarm, String warning, String bold, String dim, String end) {
        this.alarm = alarm;
        this.warning = warning;
        this.bold = bold;
        this.dim = dim;
        this.end = end;
    }

    /**
     * Coloured if standard error is a terminal that can, and the user did not say otherwise (https://no-color.org).
     *
     * @param environment of this process
     */
    public static Ink ofStandardError(Map<String, String> environment) {
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return !unwanted && isTerminal(Path.of("/proc/self/fd/2")) ? COLOURED : PLAIN;
    }

    private static boolean isTerminal(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            // No /proc or a closed standard error: nobody sees colours there.
            return false;
        }
    }

    /** For what was denied. */
    public String alarm(String text) {
        return alarm + text + end;
    }

    /** For what was only recorded. */
    public String warning(String text) {
        return warning + text + end;
    }

    /** For names. */
    public String bold(String text) {
        return bold + text + end;
    }

    /** For what matters least. */
    public String dim(String text) {
        return dim + text + end;
    }
}
