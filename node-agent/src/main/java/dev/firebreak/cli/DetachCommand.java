// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.ground.Ground;
import dev.firebreak.cli.leftover.Fate;
import dev.firebreak.cli.leftover.PinnedRun;
import dev.firebreak.cli.leftover.RunProcesses;
import dev.firebreak.cli.leftover.RunRegister;
import dev.firebreak.cli.leftover.UnusedAnswerers;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code firebreak detach}. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Takes down whatever a crash left: filters, cgroups and answerers of runs that are over.",
            "",
            "A run whose firebreak is at work is left alone. So is one whose firebreak was killed while its "
                    + "processes still run: it is named, and taken down only with --force."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {"0:nothing is left", "125:something stays, or it could not be looked for"},
        footer = {
            "",
            "Examples:",
            "  firebreak detach --all",
            "  firebreak detach --all --force    # lifts the filter from what still runs"
        })
final class DetachCommand implements Callable<Integer> {
    @Option(names = "--all", description = "All runs of this host; there is no other choice yet.")
    private boolean all;

    @Option(names = "--force", description = "Lifts the filter from processes that outlived their firebreak, too.")
    private boolean force;

    private final PrintStream out;

    DetachCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (!all) {
            throw Refusal.of("detach what?", "the command line", "firebreak detach --all");
        }
        Ground ground = Ground.find();
        try (RunRegister register = RunRegister.open(ground.pins())) {
            List<PinnedRun> runs = register.runs();
            boolean clean = true;
            for (PinnedRun run : runs) {
                clean &= settle(register, run);
            }
            UnusedAnswerers.remove(register, ground.netns());
            if (runs.isEmpty()) {
                out.println("nothing was left");
            }
            return clean ? ExitCode.DONE : ExitCode.REFUSED;
        } catch (IOException e) {
            throw Refusal.of(
                            "what is left cannot be taken down: " + e,
                            ground.pins().path().toString(),
                            "try again")
                    .because(e);
        }
    }

    /** Whether nothing of the run is left that should not be. */
    private boolean settle(RunRegister register, PinnedRun run) throws IOException {
        return switch (run.fate()) {
            case Fate.AtWork() -> {
                out.println(run.id() + ": at work, left alone");
                yield true;
            }
            case Fate.Over() -> {
                boolean done = register.takeDown(run);
                out.println(run.id() + (done ? ": taken down" : ": a process joined it just now, it stays"));
                yield done;
            }
            case Fate.StillFiltering(List<Long> processes) -> {
                String who = processes.stream()
                        .map(pid -> RunProcesses.name(pid) + " (" + pid + ")")
                        .collect(Collectors.joining(", "));
                if (force) {
                    register.lift(run);
                    out.println(run.id() + ": lifted from " + who);
                } else {
                    out.println(run.id() + ": still filters " + who + "; end them, or use --force");
                }
                yield force;
            }
        };
    }
}
