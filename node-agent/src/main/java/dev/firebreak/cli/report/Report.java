// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything a run has to tell at its end. Text and JSON are written from it and from nothing else.
 *
 * @param lookups most urgent first
 * @param counters the kernel's own, by name; they are right also where events were lost
 * @param leftRunning processes that outlive the command, still filtered
 * @param notes what a person has to know beside the lookups: what was lost, what is not covered here
 */
public record Report(
        Run run,
        List<Policy> policies,
        List<Lookup> lookups,
        Map<Counter, Long> counters,
        Answerer answerer,
        Lost lost,
        List<Remaining> leftRunning,
        List<String> notes) {

    public Report {
        policies = List.copyOf(policies);
        lookups = List.copyOf(lookups);
        leftRunning = List.copyOf(leftRunning);
        notes = List.copyOf(notes);
    }

    /**
     * The command and how it ended.
     *
     * @param exitCode what firebreak exits with: 128+n on signal n
     * @param signal the signal that ended the command
     */
    public record Run(
            String id,
            List<String> command,
            Path directory,
            String cgroup,
            Instant startedAt,
            Duration took,
            int exitCode,
            Optional<Integer> signal) {}

    /**
     * One policy as it was in force.
     *
     * @param source the file, or "command line"
     * @param mode "Enforce" or "Audit", as in force for this run
     * @param digest SHA-256 of its payload, hexadecimal
     * @param names distinct names in its list
     */
    public record Policy(
            String name, String source, String mode, String defaultAction, String digest, int rules, int names) {}

    /** The kernel's counters of one run, in the order of the ABI. */
    public enum Counter {
        QUESTIONS,
        DENIED,
        AUDITED,
        MALFORMED,
        ANSWERED,
        DROPPED_ANSWERS,
        EVENTS_LOST,
        UNJUDGED_STREAMS,
        EXHAUSTED
    }

    /** Whether denied lookups were answered with NXDOMAIN, and on which devices. */
    public record Answerer(String mode, List<Device> devices) {
        /** A device that leads to a nameserver; an uncovered one says why. */
        public record Device(String name, boolean covered, Optional<String> why) {}
    }

    /** What happened and is not in this report: events by the kernel's count, lines that {@code --log} could not take. */
    public record Lost(long events, long logLines) {}

    /** A process of the run that still runs. */
    public record Remaining(long pid, String command) {}

    /** The kernel's number, zero where it told none. */
    public long count(Counter counter) {
        return counters.getOrDefault(counter, 0L);
    }

    /** The same, told that firebreak exits with this code. */
    public Report exitingWith(int code) {
        Run same = new Run(run.id, run.command, run.directory, run.cgroup, run.startedAt, run.took, code, run.signal);
        return new Report(same, policies, lookups, counters, answerer, lost, leftRunning, notes);
    }

    /** The same with one more note. */
    public Report noting(String note) {
        List<String> more = Stream.concat(notes.stream(), Stream.of(note)).toList();
        return new Report(run, policies, lookups, counters, answerer, lost, leftRunning, more);
    }
}
