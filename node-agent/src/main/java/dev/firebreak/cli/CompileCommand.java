// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.policies.PolicyRequest;
import dev.firebreak.cli.policies.PolicySet;
import dev.firebreak.cli.terminal.Columns;
import dev.firebreak.policy.compiled.CompiledPolicy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code firebreak compile}. */
@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Compiles a policy to the bytes that nodes load: same meaning in, same bytes out.",
            "",
            "Mode, selectors and expiry are not part of them."
        },
        footer = {
            "",
            "Examples:",
            "  firebreak compile --policy deploy.yaml -o deploy.fbp",
            "  firebreak show deploy.fbp"
        })
final class CompileCommand implements Callable<Integer> {
    @Option(names = "--policy", paramLabel = "FILE", required = true, description = "A DeployDnsPolicy (YAML).")
    private Path policy = Path.of("");

    @Option(
            names = "--names-from",
            paramLabel = "CONFIGMAP/KEY=FILE",
            description = "The file that stands in for a namesFrom of the policy.")
    private List<String> namesFrom = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            required = true,
            description = "Where the compiled policy goes.")
    private Path output = Path.of("");

    private final PrintStream out;
    private final PrintStream err;

    CompileCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        PolicySet set = PolicySet.load(
                new PolicyRequest(List.of(policy), namesFrom, List.of(), List.of(), false), Instant.now(), true);
        set.warnings().forEach(warning -> err.println("firebreak: " + warning));
        CompiledPolicy compiled = set.policies().getFirst().compiled();
        try {
            Files.write(output, compiled.payload());
        } catch (IOException e) {
            throw Refusal.of(
                            "the compiled policy cannot be written: " + e,
                            "-o " + output,
                            "name a file that can be written")
                    .because(e);
        }
        out.println(compiled.digest() + "  " + output + "  (" + Columns.count(compiled.entries(), "name") + ", "
                + Columns.count(compiled.payloadBytes(), "byte") + ")");
        return ExitCode.DONE;
    }
}
