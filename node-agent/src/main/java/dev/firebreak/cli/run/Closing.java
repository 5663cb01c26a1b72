// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.bpf.scope.ScopeCounters;
import dev.firebreak.cli.leftover.RunId;
import dev.firebreak.cli.leftover.RunProcesses;
import dev.firebreak.cli.policies.PolicySet;
import dev.firebreak.cli.policies.StandingPolicy;
import dev.firebreak.cli.report.Report;
import dev.firebreak.cli.report.Report.Counter;
import dev.firebreak.cli.supervise.Ending;
import dev.firebreak.cli.telling.LookupLog;
import dev.firebreak.cli.telling.Telling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the kernel has to tell after the command's end, while the filter still stands. */
record Closing(RunId id, Filter filter, HeldCgroup held, PolicySet policies, Telling telling, Optional<LookupLog> log) {

    Report report(CommandToRun command, Report.Answerer answerer, Instant startedAt, Duration took, Ending ending) {
        List<String> notes = new ArrayList<>(command.notes());
        try {
            telling.close();
        } catch (IllegalStateException e) {
            notes.add("reading the kernel's events ended early, what came after is counted but not told: "
                    + e.getCause());
        }
        log.ifPresent(LookupLog::close);
        if (!filter.config().attribution()) {
            notes.add(
                    "this kernel does not let the filter read who asked (lockdown, or too old): processes are unknown");
        }
        Map<Counter, Long> counters =
                counters(filter.scopes().counters(held.scope().slot()));
        return new Report(
                new Report.Run(
                        id.text(),
                        command.command().arguments(),
                        command.command().directory(),
                        held.cgroup().path().toString(),
                        startedAt,
                        took,
                        ending.exitCode(),
                        ending.endedBy()),
                policies.policies().stream().map(StandingPolicy::forReport).toList(),
                telling.lookups(filter, held.scope()),
                counters,
                answerer,
                new Report.Lost(
                        counters.getOrDefault(Counter.EVENTS_LOST, 0L),
                        log.map(LookupLog::lost).orElse(0L)),
                RunProcesses.in(held.cgroup()).stream()
                        .map(pid -> new Report.Remaining(pid, RunProcesses.name(pid)))
                        .toList(),
                notes);
    }

    private static Map<Counter, Long> counters(ScopeCounters kernel) {
        Map<Counter, Long> counters = new EnumMap<>(Counter.class);
        counters.put(Counter.QUESTIONS, kernel.questions());
        counters.put(Counter.DENIED, kernel.denied());
        counters.put(Counter.AUDITED, kernel.audited());
        counters.put(Counter.MALFORMED, kernel.malformed());
        counters.put(Counter.ANSWERED, kernel.answered());
        counters.put(Counter.DROPPED_ANSWERS, kernel.droppedAnswers());
        counters.put(Counter.EVENTS_LOST, kernel.eventsLost());
        counters.put(Counter.UNJUDGED_STREAMS, kernel.unjudgedStreams());
        counters.put(Counter.EXHAUSTED, kernel.exhausted());
        return counters;
    }
}
