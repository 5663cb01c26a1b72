// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.bpf.command.Command;
import dev.firebreak.cli.libc.HostDaemon;
import java.nio.file.Path;
import java.util.ArrayList;
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

    static CommandToRun of(RunRequest request, Map<String, String> environment) {
        List<HostDaemon> daemons = HostDaemon.present();
        List<String> notes = new ArrayList<>();
        if (!daemons.isEmpty()) {
            notes.add(daemons.stream().map(HostDaemon::name).distinct().collect(Collectors.joining(" and "))
                    + " of this host was hidden from the command, so that its lookups pass the filter; for that it had a"
                    + " mount namespace of its own: what it mounted did not reach the host");
        }
        Command command = new Command(
                request.command(),
                environment,
                Path.of("").toAbsolutePath(),
                request.user().map(CommandUser::find),
                daemons.stream().map(HostDaemon::socket).toList());
        return new CommandToRun(command, notes);
    }
}
