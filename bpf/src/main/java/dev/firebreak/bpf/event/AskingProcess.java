// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.event;

import java.util.List;

/**
 * The process that asked, read in the kernel at that moment. Numbers are those of the initial pid namespace.
 *
 * @param pid the thread's number
 * @param tgid the process's number
 * @param uid its user
 * @param startNanos when it started, CLOCK_MONOTONIC; with tgid an identity
 * @param command its name, at most 15 bytes
 * @param arguments the first 256 bytes of its arguments, the first being the program; empty where the scope does not ask
 *     for them; the last may be cut
 * @param argumentsCut whether they went on
 * @param ancestors its parents, the nearest first, at most 8
 */
public record AskingProcess(
        int pid,
        int tgid,
        long uid,
        long startNanos,
        String command,
        List<String> arguments,
        boolean argumentsCut,
        List<Ancestor> ancestors) {
    public AskingProcess {
        arguments = List.copyOf(arguments);
        ancestors = List.copyOf(ancestors);
    }

    /**
     * A parent.
     *
     * @param pid its process's number
     * @param command its name, at most 15 bytes
     */
    public record Ancestor(int pid, String command) {}
}
