// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code firebreak} without a command; built in code for the same reason as {@link RunSyntax}. */
final class RootCommand implements Runnable {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("firebreak");

    /** How it is called. */
    CommandSpec spec() {
        spec.usageMessage()
                .synopsisSubcommandLabel("COMMAND")
                .description("Denies chosen DNS names to chosen processes, in the kernel.")
                .footer(
                        "",
                        "Examples:",
                        "  firebreak run --policy deploy.yaml -- ./deploy.sh",
                        "  firebreak run --deny '*.example.com' -- sh -c 'getent hosts a.example.com'",
                        "  firebreak explain --policy deploy.yaml cdn.frontend.example.com",
                        "  firebreak probe",
                        "",
                        "Each command has a --help with examples of its own.");
        return HelpOptions.addTo(spec);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "no command given: run, explain, probe, compile, show, detach or agent");
    }
}
