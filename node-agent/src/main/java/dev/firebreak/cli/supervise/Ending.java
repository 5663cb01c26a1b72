// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.supervise;

import java.util.Optional;

/** How the command ended. */
public sealed interface Ending {
    /** By itself, with this code. */
    record Exited(int code) implements Ending {}

    /** By this signal. */
    record Killed(int signal) implements Ending {}

    /** The code a shell would tell: the command's, or 128+n. */
    default int exitCode() {
        return switch (this) {
            case Exited exited -> exited.code();
            case Killed killed -> 128 + killed.signal();
        };
    }

    /** The signal, if one ended it. */
    default Optional<Integer> endedBy() {
        return this instanceof Killed killed ? Optional.of(killed.signal()) : Optional.empty();
    }
}
