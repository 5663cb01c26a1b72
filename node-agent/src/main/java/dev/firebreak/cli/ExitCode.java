// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

/** Exit codes of {@code firebreak} itself; otherwise {@code run} exits as its command did, 128+n on signal n. */
public final class ExitCode {
    /** The work was done. */
    public static final int DONE = 0;
    /** {@code run --fail-on-denied}: the command succeeded, but a lookup was denied. */
    public static final int DENIED = 3;
    /** Firebreak cannot do its work; {@code run} has not started the command then. */
    public static final int REFUSED = 125;
    /** The command was found and cannot be executed. */
    public static final int NOT_EXECUTABLE = 126;
    /** The command was not found. */
    public static final int NOT_FOUND = 127;

    private ExitCode() {}
}
