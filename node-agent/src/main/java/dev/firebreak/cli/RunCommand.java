// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.cli.policies.PolicyRequest;
import dev.firebreak.cli.run.AnswerMode;
import dev.firebreak.cli.run.FilteredRun;
import dev.firebreak.cli.run.RunRequest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firebreak run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        customSynopsis = "firebreak run [OPTIONS] [--] COMMAND [ARG...]",
        description = {
            "Runs a command whose DNS lookups are held to policies, with all that it starts.",
            "",
            "The command is born inside a cgroup of its own; the kernel judges its DNS questions there. "
                    + "A denied one is answered with NXDOMAIN at once. All other processes go on as before. "
                    + "At the end a report on standard error tells who asked for what."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "N:the command's own; 128+n if signal n ended it",
            "3:with --fail-on-denied: the command exited with 0, but a lookup was denied",
            "125:firebreak cannot do its work; the command was not started",
            "126:the command cannot be executed",
            "127:the command was not found"
        },
        footer = {
            "",
            "Examples:",
            "  firebreak run --policy deploy.yaml -- ./deploy.sh --release 42",
            "  firebreak run --audit --deny '*.example.com' -- ./deploy.sh    # only watch",
            "  firebreak run --deny frontend.example.com --fail-on-denied -- make deploy",
            "  firebreak run --policy deploy.yaml --names-from site/names.txt=names.txt \\",
            "      --report report.json --log lookups.jsonl -- ./deploy.sh"
        })
final class RunCommand implements Callable<Integer> {
    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A DeployDnsPolicy (YAML). May be given several times; each policy judges alone.")
    private List<Path> policies = List.of();

    @Option(
            names = "--names-from",
            paramLabel = "CONFIGMAP/KEY=FILE",
            description = "The file that stands in for a namesFrom of the policies.")
    private List<String> namesFrom = List.of();

    @Option(names = "--deny", paramLabel = "NAME", description = "Denies NAME, as in x.example.com or '*.example.com'.")
    private List<String> deny = List.of();

    @Option(names = "--allow", paramLabel = "NAME", description = "Allows NAME below what --deny denies.")
    private List<String> allow = List.of();

    @Option(names = "--audit", description = "Only records: nothing is denied, whatever the policies say.")
    private boolean audit;

    @Option(
            names = "--dns-port",
            paramLabel = "N",
            description = "A DNS port beside 53. May be given up to seven times.")
    private List<Integer> dnsPorts = List.of();

    @Option(
            names = "--answer",
            paramLabel = "auto|off",
            defaultValue = "auto",
            converter = AnswerModeConverter.class,
            description = "auto: a denied lookup is answered with NXDOMAIN where a device can. "
                    + "off: its system call fails with EPERM.")
    private AnswerMode answer = AnswerMode.AUTO;

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "Runs the command as this user (a name or a number), with the groups of that user.")
    private @Nullable String user;

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the report as JSON, too.")
    private @Nullable Path report;

    @Option(names = "--log", paramLabel = "FILE", description = "Appends a JSON line per lookup as it happens.")
    private @Nullable Path log;

    @Option(names = "--fail-on-denied", description = "Turns exit code 0 into 3 if a lookup was denied.")
    private boolean failOnDenied;

    @Option(names = "--quiet", description = "No report on standard error.")
    private boolean quiet;

    @Parameters(
            paramLabel = "COMMAND [ARG...]",
            arity = "1..*",
            description = "The command and its arguments, found in PATH as a shell would.")
    private List<String> command = List.of();

    private final PrintStream err;
    private final Map<String, String> environment;

    RunCommand(PrintStream err, Map<String, String> environment) {
        this.err = err;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return new FilteredRun(err, environment)
                .run(new RunRequest(
                        new PolicyRequest(policies, namesFrom, deny, allow, audit),
                        dnsPorts,
                        answer,
                        Optional.ofNullable(user),
                        Optional.ofNullable(report),
                        Optional.ofNullable(log),
                        failOnDenied,
                        quiet,
                        command));
    }

    static final class AnswerModeConverter implements CommandLine.ITypeConverter<AnswerMode> {
        @Override
        public AnswerMode convert(String word) {
            return switch (word) {
                case "auto" -> AnswerMode.AUTO;
                case "off" -> AnswerMode.OFF;
                default -> throw new CommandLine.TypeConversionException("'" + word + "' is neither auto nor off");
            };
        }
    }
}
