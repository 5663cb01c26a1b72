// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.bpf.command.Command;
import dev.firebreak.cli.libc.HostDaemon;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The command, and what a person has to know of how it runs.
 *
 * @param notes for the report
 */
record CommandToRun(Command command, List<String> notes) {
    CommandToRun {
        notes = List.copyOf(notes);
    }

    /** Makes it of a request; nothing is hidden from it. */
    static CommandToRun of(RunRequest request, Map<String, String> environment) {
        return new CommandToRun(
                new Command(
                        request.command(),
                        environment,
                        Path.of("").toAbsolutePath(),
                        request.user().map(CommandUser::find),
                        List.of()),
                List.of());
    }

    /** Returns the same, with the sockets of these daemons hidden from it. */
    CommandToRun hiding(List<HostDaemon> daemons) {
        if (daemons.isEmpty()) {
            return this;
        }
        String names = daemons.stream().map(HostDaemon::name).distinct().collect(Collectors.joining(" and "));
        return new CommandToRun(
                new Command(
                        command.arguments(),
                        command.environment(),
                        command.directory(),
                        command.identity(),
                        daemons.stream().map(HostDaemon::socket).toList()),
                List.of(names
                        + " of this host was hidden from the command, so that its lookups pass the filter; for that"
                        + " it had a mount namespace of its own: what it mounted did not reach the host"));
    }
}
