// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.command.Birth;
import dev.firebreak.bpf.command.BornCommand;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.cli.ExitCode;
import dev.firebreak.cli.ground.Ground;
import dev.firebreak.cli.leftover.AnswererFolder;
import dev.firebreak.cli.leftover.RunClaim;
import dev.firebreak.cli.leftover.RunId;
import dev.firebreak.cli.leftover.RunRegister;
import dev.firebreak.cli.libc.DaemonRefusal;
import dev.firebreak.cli.policies.PolicySet;
import dev.firebreak.cli.report.Report;
import dev.firebreak.cli.supervise.Ending;
import dev.firebreak.cli.supervise.Supervision;
import dev.firebreak.cli.telling.Interpreter;
import dev.firebreak.cli.telling.LookupLog;
import dev.firebreak.cli.telling.Telling;
import dev.firebreak.lookup.EventReading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sets the stage, has the command play on it, takes the stage down. The order is what keeps it closed at every step:
 *
 * <ol>
 *   <li>the run is known (its folder of pins, locked) before its cgroup is made: whoever comes after a crash finds it;
 *   <li>the cgroup is empty until the filter is attached, pinned, and has its scope;
 *   <li>the command is born inside: kill -9 from here on changes nothing for it;
 *   <li>at the end the cgroup is removed first, which no process left in it allows, then the pins.
 * </ol>
 */
final class Stage {
    private final Ground ground;
    private final RunId id;
    private final Filter filter;
    private final PolicySet policies;
    private final DaemonRefusal daemons;
    private final Cgroup cgroup;
    private final String answererFolder;

    Stage(Ground ground, RunId id, Filter filter, PolicySet policies, DaemonRefusal daemons) {
        this.ground = ground;
        this.id = id;
        this.filter = filter;
        this.policies = policies;
        this.daemons = daemons;
        this.cgroup = ground.own().child(id.cgroupName());
        this.answererFolder = new AnswererFolder(ground.netns(), filter.config().ports()).name();
    }

    /** Plays it; whatever is thrown was thrown before the command was started, and the stage is taken down. */
    Played play(CommandToRun command, AnswerMode answer, Optional<LookupLog> log) throws IOException {
        try (RunClaim claim = claim()) {
            try {
                Supervision.begin();
                ground.own().create(id.cgroupName());
                try (HeldCgroup held = HeldCgroup.hold(cgroup, filter, policies.policies(), claim.pins())) {
                    daemons.attach(cgroup, claim.pins().resolve("unix"));
                    return perform(held, cover(answer), command, log);
                }
            } finally {
                StageClearing.takeDown(ground, claim, cgroup);
            }
        }
    }

    private RunClaim claim() throws IOException {
        try (RunRegister register = RunRegister.open(ground.pins())) {
            register.clear();
            return register.claim(id, cgroup, answererFolder);
        }
    }

    private Report.Answerer cover(AnswerMode answer) throws IOException {
        if (answer == AnswerMode.OFF) {
            return new Report.Answerer("off", List.of());
        }
        try (RunRegister register = RunRegister.open(ground.pins())) {
            return Covering.cover(filter, register.answerer(answererFolder));
        }
    }

    private Played perform(HeldCgroup held, Report.Answerer answerer, CommandToRun command, Optional<LookupLog> log)
            throws IOException {
        Interpreter interpreter = Interpreter.of(
                policies.policies(),
                EventReading.epochNow(),
                ProcessHandle.current().pid());
        Telling telling = Telling.begin(filter, interpreter, log);
        Instant startedAt = Instant.now();
        long started = System.nanoTime();
        return switch (BornCommand.start(cgroup, command.command())) {
            case Birth.Started(BornCommand born) -> {
                Ending ending = Supervision.await(born);
                born.close();
                Duration took = Duration.ofNanos(System.nanoTime() - started);
                yield new Played.Over(new Closing(id, filter, held, policies, telling, log)
                        .report(command, answerer, startedAt, took, ending));
            }
            case Birth.NotFound(BpfException cause) ->
                notStarted(telling, ExitCode.NOT_FOUND, name(command) + ": command not found");
            case Birth.NotExecutable(BpfException cause) ->
                notStarted(
                        telling,
                        ExitCode.NOT_EXECUTABLE,
                        name(command) + ": cannot be executed: " + cause.getMessage());
            case Birth.Failed(BpfException cause) ->
                notStarted(telling, ExitCode.REFUSED, "the command could not be started: " + cause.getMessage());
        };
    }

    private static Played notStarted(Telling telling, int code, String why) {
        telling.close();
        return new Played.NotStarted(code, why);
    }

    private static String name(CommandToRun command) {
        return command.command().arguments().getFirst();
    }
}
