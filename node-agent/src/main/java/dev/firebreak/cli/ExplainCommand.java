// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.policies.PolicyRequest;
import dev.firebreak.cli.policies.PolicySet;
import dev.firebreak.cli.policies.StandingPolicy;
import dev.firebreak.policy.explain.Explanation;
import dev.firebreak.policy.explain.ExplanationText;
import dev.firebreak.policy.verdict.Question;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firebreak explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Tells which rule of which policy decides or audits a name, and why.",
            "",
            "Works without root and without a kernel that filters; changes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  firebreak explain --policy deploy.yaml cdn.frontend.example.com",
            "  firebreak explain --policy deploy.yaml --names-from site/names.txt=names.txt a.example.com"
        })
final class ExplainCommand implements Callable<Integer> {
    @Option(
            names = "--policy",
            paramLabel = "FILE",
            required = true,
            description = "A DeployDnsPolicy (YAML). May be given several times.")
    private List<Path> policies = List.of();

    @Option(
            names = "--names-from",
            paramLabel = "CONFIGMAP/KEY=FILE",
            description = "The file that stands in for a namesFrom of the policies.")
    private List<String> namesFrom = List.of();

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names as one would look them up.")
    private List<String> names = List.of();

    private final PrintStream out;
    private final PrintStream err;

    ExplainCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        List<Question> questions = names.stream().map(ExplainCommand::question).toList();
        PolicySet set = PolicySet.load(
                new PolicyRequest(policies, namesFrom, List.of(), List.of(), false), Instant.now(), true);
        set.warnings().forEach(warning -> err.println("firebreak: " + warning));
        for (Question question : questions) {
            out.print(ExplanationText.of(Explanation.of(
                    set.policies().stream().map(StandingPolicy::loaded).toList(), question)));
        }
        return ExitCode.DONE;
    }

    private static Question question(String name) {
        try {
            return Question.ofText(name);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(String.valueOf(e.getMessage()), name, "give a DNS name, as in cdn.frontend.example.com")
                    .because(e);
        }
    }
}
