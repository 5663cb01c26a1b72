// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.bpf.BpfSupport;
import dev.firebreak.bpf.Feature;
import dev.firebreak.cli.resolving.ResolverPath;
import dev.firebreak.cli.terminal.Columns;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code firebreak probe}. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Tells what this kernel can do for the filter, what is missing, and what then happens; "
                    + "and by which paths names are resolved on this host.",
            "",
            "Changes nothing. As root it sees all; without root what the kernel shows then."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {"0:`firebreak run` works here", "125:something that it needs is missing"},
        footer = {"", "Examples:", "  sudo firebreak probe"})
final class ProbeCommand implements Callable<Integer> {
    private final PrintStream out;

    ProbeCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        BpfSupport support = BpfSupport.probe();
        out.println("The kernel (" + System.getProperty("os.version") + "):");
        support.features().forEach(this::feature);
        out.println();
        out.println("How names are resolved on this host:");
        ResolverPath.all().forEach(this::path);
        List<Feature> missing = support.missing();
        out.println();
        out.println(
                missing.isEmpty()
                        ? "firebreak run works here."
                        : "firebreak run does not work here: " + Columns.count(missing.size(), "thing") + " missing.");
        return missing.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private void feature(Feature feature) {
        String word = feature.there() ? "there" : feature.blocks() ? "MISSING" : "missing";
        entry(word, feature.name(), feature.detail());
        Columns.wrap((feature.there() ? "" : "so: " + feature.otherwise() + "; ") + "for: " + feature.purpose(), 11)
                .forEach(out::println);
    }

    private void path(ResolverPath path) {
        entry(path.there() ? "there" : "absent", path.name(), path.where());
        Columns.wrap(path.meaning(), 11).forEach(out::println);
    }

    private void entry(String word, String name, String detail) {
        Columns.wrap(
                        Columns.left(word, 8).stripTrailing() + " ".repeat(Math.max(1, 8 - word.length())) + " " + name
                                + (detail.isEmpty() ? "" : ": " + detail),
                        2)
                .forEach(out::println);
    }
}
