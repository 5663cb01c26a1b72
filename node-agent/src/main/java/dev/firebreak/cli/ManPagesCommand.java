// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.manual.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code firebreak generate-man-pages}, which the build calls. */
@Command(
        name = "generate-man-pages",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Writes the manual pages of all commands into a folder.",
        footer = {"", "Examples:", "  firebreak generate-man-pages /usr/local/share/man/man1"})
final class ManPagesCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "Where they go; it must exist.")
    private Path folder = Path.of("");

    private final Supplier<CommandLine> whole;

    ManPagesCommand(Supplier<CommandLine> whole) {
        this.whole = whole;
    }

    @Override
    public Integer call() {
        CommandSpec root = whole.get().getCommandSpec();
        List<CommandSpec> pages = new ArrayList<>(List.of(root));
        root.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(sub -> !sub.usageMessage().hidden())
                .forEach(pages::add);
        for (CommandSpec page : pages) {
            Path file = folder.resolve(ManPage.name(page) + ".1");
            try {
                Files.writeString(file, ManPage.of(page));
            } catch (IOException e) {
                throw Refusal.of("a page cannot be written: " + e, file.toString(), "name a folder that can be written")
                        .because(e);
            }
        }
        return ExitCode.DONE;
    }
}
