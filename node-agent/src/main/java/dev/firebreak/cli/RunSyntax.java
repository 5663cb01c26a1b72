// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.cli.policies.PolicyRequest;
import dev.firebreak.cli.run.AnswerMode;
import dev.firebreak.cli.run.RunRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code firebreak run} understands. Built in code, not by annotations as the other commands: those are read through
 * proxies, which the start-up cache cannot hold, and this command stands in front of every deploy
 * (docs/decisions/2026-11-23-start-up.md).
 */
final class RunSyntax {
    private final OptionSpec policies = list(Path.class, "--policy")
            .paramLabel("FILE")
            .description("A DeployDnsPolicy (YAML). May be given several times; each policy judges alone.")
            .build();

    private final OptionSpec namesFrom = list(String.class, "--names-from")
            .paramLabel("CONFIGMAP/KEY=FILE")
            .description("The file that stands in for a namesFrom of the policies.")
            .build();

    private final OptionSpec deny = list(String.class, "--deny")
            .paramLabel("NAME")
            .description("Denies NAME, as in x.example.com or '*.example.com'.")
            .build();

    private final OptionSpec allow = list(String.class, "--allow")
            .paramLabel("NAME")
            .description("Allows NAME below what --deny denies.")
            .build();

    private final OptionSpec audit = OptionSpec.builder("--audit")
            .type(boolean.class)
            .description("Only records: nothing is denied, whatever the policies say.")
            .build();

    private final OptionSpec dnsPorts = list(Integer.class, "--dns-port")
            .paramLabel("N")
            .description("A DNS port beside 53. May be given up to seven times.")
            .build();

    private final OptionSpec answer = OptionSpec.builder("--answer")
            .paramLabel("auto|off")
            .type(AnswerMode.class)
            .converters(RunSyntax::answerMode)
            .description("auto: a denied lookup is answered with NXDOMAIN where a device can. "
                    + "off: its system call fails with EPERM.")
            .build();

    private final OptionSpec user = OptionSpec.builder("--user")
            .paramLabel("USER")
            .type(String.class)
            .description("Runs the command as this user (a name or a number), with the groups of that user.")
            .build();

    private final OptionSpec report = OptionSpec.builder("--report")
            .paramLabel("FILE")
            .type(Path.class)
            .description("Writes the report as JSON, too.")
            .build();

    private final OptionSpec log = OptionSpec.builder("--log")
            .paramLabel("FILE")
            .type(Path.class)
            .description("Appends a JSON line per lookup as it happens.")
            .build();

    private final OptionSpec failOnDenied = OptionSpec.builder("--fail-on-denied")
            .type(boolean.class)
            .description("Turns exit code 0 into 3 if a lookup was denied.")
            .build();

    private final OptionSpec quiet = OptionSpec.builder("--quiet")
            .type(boolean.class)
            .description("No report on standard error.")
            .build();

    private final PositionalParamSpec command = PositionalParamSpec.builder()
            .paramLabel("COMMAND [ARG...]")
            .index("0..*")
            .arity("1..*")
            .required(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("The command and its arguments, found in PATH as a shell would.")
            .build();

    /** Gives the command its options, its parameters and its help. */
    CommandSpec addTo(CommandSpec spec) {
        for (OptionSpec option : List.of(
                policies, namesFrom, deny, allow, audit, dnsPorts, answer, user, report, log, failOnDenied, quiet)) {
            spec.addOption(option);
        }
        spec.addPositional(command);
        spec.usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .customSynopsis("firebreak run [OPTIONS] [--] COMMAND [ARG...]")
                .description(
                        "Runs a command whose DNS lookups are held to policies, with all that it starts.",
                        "",
                        "The command is born inside a cgroup of its own; the kernel judges its DNS questions there. "
                                + "A denied one is answered with NXDOMAIN at once. All other processes go on as before. "
                                + "At the end a report on standard error tells who asked for what.")
                .exitCodeListHeading("%nExit code:%n")
                .exitCodeList(exitCodes())
                .footer(
                        "",
                        "Examples:",
                        "  firebreak run --policy deploy.yaml -- ./deploy.sh --release 42",
                        "  firebreak run --audit --deny '*.example.com' -- ./deploy.sh    # only watch",
                        "  firebreak run --deny frontend.example.com --fail-on-denied -- make deploy",
                        "  firebreak run --policy deploy.yaml --names-from site/names.txt=names.txt \\",
                        "      --report report.json --log lookups.jsonl -- ./deploy.sh");
        return HelpOptions.addTo(spec);
    }

    /** What was asked for; after parsing. */
    RunRequest request() {
        return new RunRequest(
                new PolicyRequest(many(policies), many(namesFrom), many(deny), many(allow), given(audit)),
                many(dnsPorts),
                RunSyntax.<AnswerMode>one(answer).orElse(AnswerMode.AUTO),
                one(user),
                one(report),
                one(log),
                given(failOnDenied),
                given(quiet),
                many(command));
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("N", "the command's own; 128+n if signal n ended it");
        codes.put("3", "with --fail-on-denied: the command exited with 0, but a lookup was denied");
        codes.put("125", "firebreak cannot do its work; the command was not started");
        codes.put("126", "the command cannot be executed");
        codes.put("127", "the command was not found");
        return codes;
    }

    private static OptionSpec.Builder list(Class<?> element, String name) {
        return OptionSpec.builder(name).type(List.class).auxiliaryTypes(element);
    }

    private static AnswerMode answerMode(String word) {
        return switch (word) {
            case "auto" -> AnswerMode.AUTO;
            case "off" -> AnswerMode.OFF;
            default -> throw new TypeConversionException("'" + word + "' is neither auto nor off");
        };
    }

    private static <T> List<T> many(ArgSpec argument) {
        List<T> values = argument.getValue();
        return values == null ? List.of() : List.copyOf(values);
    }

    private static <T> Optional<T> one(ArgSpec argument) {
        return Optional.ofNullable(argument.<T>getValue());
    }

    private static boolean given(ArgSpec flag) {
        return Boolean.TRUE.equals(flag.getValue());
    }
}
