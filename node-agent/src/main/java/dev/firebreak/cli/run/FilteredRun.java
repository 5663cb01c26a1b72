// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.filter.FilterLoading;
import dev.firebreak.cli.ExitCode;
import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.ground.Diagnosis;
import dev.firebreak.cli.ground.Ground;
import dev.firebreak.cli.leftover.RunId;
import dev.firebreak.cli.libc.DaemonRefusal;
import dev.firebreak.cli.policies.PolicySet;
import dev.firebreak.cli.report.Report;
import dev.firebreak.cli.report.ReportText;
import dev.firebreak.cli.telling.LookupLog;
import dev.firebreak.cli.terminal.Ink;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code firebreak run}. Everything that can be wrong with the request is found before anything is changed; then the
 * stage is set, the command is born on it, and at its end the stage is taken down and the report written.
 */
public final class FilteredRun {
    private final PrintStream err;
    private final Map<String, String> environment;
    private final FilterAhead ahead;

    /**
     * A run that reports to this stream.
     *
     * @param environment the command's
     */
    public FilteredRun(PrintStream err, Map<String, String> environment, FilterAhead ahead) {
        this.err = err;
        this.environment = environment;
        this.ahead = ahead;
    }

    /** Runs the command; the exit code of {@code firebreak}. */
    public int run(RunRequest request) {
        Ground.requireRoot();
        // The kernel verifies the programs while we read the policies; they stand nowhere yet.
        try (FilterLoading loading = ahead.as(FilterConfig.DEFAULT.withPorts(request.allPorts()))) {
            return run(request, loading);
        } catch (BpfException e) {
            throw Diagnosis.of(e);
        }
    }

    private int run(RunRequest request, FilterLoading loading) {
        Instant now = Instant.now();
        PolicySet policies = PolicySet.load(request.policies(), now, false);
        if (!request.quiet()) {
            policies.warnings().forEach(warning -> err.println("firebreak: " + warning));
        }
        Ground ground = Ground.find();
        RunId id = RunId.of(now, ProcessHandle.current().pid());
        CommandToRun command = CommandToRun.of(request, environment);
        Optional<ReportFile> reportFile = request.report().map(ReportFile::open);
        Optional<LookupLog> log = request.log().map(path -> LookupLog.open(path, id.text()));
        HeldCgroup.load(policies.policies(), loading.lists());
        try (DaemonRefusal daemons = DaemonRefusal.prepare()) {
            return switch (new Stage(ground, id, loading.filter(), policies, daemons)
                    .play(command.hiding(daemons.masked()), request.answer(), log)) {
                case Played.Over(Report report) -> end(request, policies, report, reportFile);
                case Played.NotStarted(int code, String why) -> {
                    err.println("firebreak: " + why);
                    yield code;
                }
            };
        } catch (IOException e) {
            throw Refusal.of(
                            "the filter cannot be put in place: " + e,
                            ground.pins().path().toString(),
                            "firebreak probe")
                    .because(e);
        }
    }

    private int end(RunRequest request, PolicySet policies, Report report, Optional<ReportFile> file) {
        int code = report.run().exitCode();
        boolean denied = report.count(Report.Counter.DENIED) > 0
                || (policies.enforces() && report.count(Report.Counter.MALFORMED) > 0);
        Report told = report;
        if (code == ExitCode.DONE && request.failOnDenied() && denied) {
            code = ExitCode.DENIED;
            told = report.noting("exit code " + code + ", because a lookup was denied (--fail-on-denied)");
        }
        if (!request.quiet()) {
            err.print(ReportText.of(told, Ink.ofStandardError(environment)));
        }
        Report ended = told.exitingWith(code);
        file.flatMap(f -> f.write(ended)).ifPresent(problem -> err.println("firebreak: " + problem));
        return code;
    }
}
