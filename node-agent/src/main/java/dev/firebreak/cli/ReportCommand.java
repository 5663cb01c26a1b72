// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.cli.deployed.ReportPrinting;
import dev.firebreak.cli.deployed.ReportQuery;
import dev.firebreak.cli.deployed.WorkloadName;
import dev.firebreak.cli.failure.Refusal;
import java.io.PrintStream;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firebreak report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Tells what deploys in a cluster talked to: every name that a pod looked up, what was denied, and by which command.",
            "",
            "Reads DeployReports, from the cluster of KUBECONFIG or ~/.kube/config. The agent writes one when a pod with the "
                    + "label firebreak.dev/deploy-job=true ends; the last 5 of a workload are kept, for 7 days."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:reports were printed",
            "3:with --fail-on-denied: a lookup of them was denied",
            "125:there is no such report, or the cluster cannot be asked"
        },
        footer = {
            "",
            "Examples:",
            "  firebreak report job/database-deploy",
            "  firebreak report -n database cronjob/nightly -o json",
            "  firebreak report -A --since 1h --fail-on-denied"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "KIND/NAME",
            arity = "0..1",
            description = "A pod, or what made it: job/NAME, cronjob/NAME, statefulset/NAME.")
    private @Nullable String workload;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            description = "Of pods that ended within so long: 90s, 30m, 1h, 2d.")
    private @Nullable String since;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "The namespace. Default: that of the kubeconfig's context.")
    private @Nullable String namespace;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "In all namespaces.")
    private boolean everywhere;

    @Option(names = "--context", paramLabel = "NAME", description = "The context of the kubeconfig.")
    private @Nullable String context;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json. Default: text.")
    private String output = "text";

    @Option(names = "--fail-on-denied", description = "Exits with 3 if a lookup was denied.")
    private boolean failOnDenied;

    private final PrintStream out;

    ReportCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (workload == null && since == null) {
            throw refused("a report of what?", "name a workload, as in job/database-deploy, or give --since 1h");
        }
        boolean json = switch (output) {
            case "json" -> true;
            case "text" -> false;
            default -> throw refused("'" + output + "' is neither text nor json", "-o text or -o json");
        };
        ReportQuery query = new ReportQuery(
                Optional.ofNullable(namespace),
                everywhere,
                Optional.ofNullable(workload).map(ReportCommand::workload),
                Optional.ofNullable(since).map(ReportCommand::duration),
                Optional.ofNullable(context));
        boolean denied = ReportPrinting.print(query, json, out);
        return denied && failOnDenied ? ExitCode.DENIED : ExitCode.DONE;
    }

    private static WorkloadName workload(String text) {
        try {
            return WorkloadName.of(text);
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()), "firebreak report job/NAME")
                    .because(e);
        }
    }

    /** 90s, 30m, 1h30m, 2d: ISO 8601 as people write it. */
    private static Duration duration(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        int days = upper.indexOf('D') + 1;
        try {
            Duration duration = Duration.parse(
                    "P" + upper.substring(0, days) + (days == upper.length() ? "" : "T" + upper.substring(days)));
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw refused("'" + text + "' is no duration", "--since 90s, 30m, 1h, 2d")
                    .because(e);
        }
        throw refused("'" + text + "' is not a time in the past", "--since 90s, 30m, 1h, 2d");
    }

    private static Refusal refused(String what, String next) {
        return Refusal.of(what, "the command line of firebreak report", next);
    }
}
