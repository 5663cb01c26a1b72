// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to start. Standard streams, terminal, session and foreground process group are the caller's.
 *
 * @param arguments the program first; looked up in the environment's PATH when it has no slash
 * @param environment all of it
 * @param directory working directory
 * @param identity whose rights it runs with; empty: the caller's
 * @param maskedSockets unix sockets to hide from it, in a mount namespace of its own (its own mounts then do not reach
 *     the host); empty: no such namespace. Only paths that exist
 */
public record Command(
        List<String> arguments,
        Map<String, String> environment,
        Path directory,
        Optional<Identity> identity,
        List<Path> maskedSockets) {
    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        maskedSockets = List.copyOf(maskedSockets);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command has at least the program's name");
        }
    }

    /** Numbers of a user and its groups. */
    public record Identity(int uid, int gid, List<Integer> groups) {
        public Identity {
            groups = List.copyOf(groups);
        }
    }
}
