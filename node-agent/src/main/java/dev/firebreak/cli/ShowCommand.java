// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.terminal.Columns;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.CompiledRule;
import dev.firebreak.policy.compiled.CorruptPayloadException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firebreak show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Tells what is in a compiled policy: its digest, default action, rules and names.",
        footer = {"", "Examples:", "  firebreak show deploy.fbp", "  firebreak show --names deploy.fbp"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "OUT", description = "A file that `firebreak compile` wrote.")
    private Path file = Path.of("");

    @Option(names = "--names", description = "Lists every name, with what it means, too.")
    private boolean names;

    private final PrintStream out;

    ShowCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        CompiledPolicy compiled = read();
        out.println("digest         " + compiled.digest());
        out.println("defaultAction  " + compiled.defaultAction());
        out.println("names          " + compiled.entries());
        out.println("bytes          " + compiled.payloadBytes());
        out.println("rules          " + compiled.rules().size());
        List<CompiledRule> rules = compiled.rules();
        for (int i = 0; i < rules.size(); i++) {
            CompiledRule rule = rules.get(i);
            String reason = rule.reason().isEmpty() ? "" : "  " + rule.reason();
            out.println(Columns.right(Integer.toString(i), 4) + "  "
                    + Columns.left(rule.effect().name().toLowerCase(java.util.Locale.ROOT), 6) + " " + rule.name()
                    + reason);
        }
        if (names) {
            compiled.forEachEntry((buffer, offset, length, word) ->
                    EntryLines.of(buffer, offset, length, word, rules).forEach(out::println));
        }
        return ExitCode.DONE;
    }

    private CompiledPolicy read() {
        try {
            return CompiledPolicy.decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Refusal.of(
                            "the file cannot be read: " + e,
                            file.toString(),
                            "name a file that `firebreak compile` wrote")
                    .because(e);
        } catch (CorruptPayloadException e) {
            throw Refusal.of(
                            "this is no compiled policy, or a damaged one: " + e.getMessage(),
                            file.toString(),
                            "make it again with `firebreak compile`")
                    .because(e);
        }
    }
}
