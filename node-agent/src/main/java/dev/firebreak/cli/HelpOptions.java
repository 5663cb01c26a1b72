// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code --help} and {@code --version} for a command whose syntax is built in code; as picocli's own mixin adds them. */
final class HelpOptions {
    private HelpOptions() {}

    static CommandSpec addTo(CommandSpec spec) {
        return spec.versionProvider(new Version())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
    }
}
