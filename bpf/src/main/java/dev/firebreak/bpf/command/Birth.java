// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.command;

import dev.firebreak.bpf.BpfException;

/** What became of starting a command. */
public sealed interface Birth {
    /** It runs, inside its cgroup since before its first instruction. */
    record Started(BornCommand command) implements Birth {}

    /** There is no such program (shells say 127). */
    record NotFound(BpfException cause) implements Birth {}

    /** There is one, but it cannot be executed (shells say 126). */
    record NotExecutable(BpfException cause) implements Birth {}

    /** It could not be prepared: the cgroup, the identity, the directory, the masks. Nothing was executed. */
    record Failed(BpfException cause) implements Birth {}
}
