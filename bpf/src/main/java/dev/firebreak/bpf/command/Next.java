// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.command;

/** What happened next while a command ran. */
public sealed interface Next {
    /** It exited with this code, 0 to 255. */
    record Exited(int code) implements Next {}

    /** This signal ended it. */
    record Killed(int signal) implements Next {}

    /**
     * We received a signal.
     *
     * @param signal its number
     * @param fromTerminal the kernel's terminal sent it (as on Ctrl-C): the command, in the same foreground process
     *     group, already has it, and forwarding would give it a second one
     */
    record Signalled(int signal, boolean fromTerminal) implements Next {}
}
