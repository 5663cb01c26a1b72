// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

import dev.firebreak.agent.inventory.PodReport;
import dev.firebreak.agent.notice.Notice.Subject;
import dev.firebreak.agent.notice.NoticeBook;
import dev.firebreak.agent.notice.Reason;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.bpf.event.RepeatKey;
import dev.firebreak.bpf.scope.ScopeCounters;
import dev.firebreak.lookup.Chain;
import dev.firebreak.lookup.LogLine;
import dev.firebreak.lookup.Observation;
import dev.firebreak.lookup.Outcome;
import dev.firebreak.lookup.RuleRef;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/** One file a pod, and what each happening means for its log, its events and its report. Confined to one thread. */
final class PodFiles {
    private final Map<PodUid, PodFile> files = new LinkedHashMap<>();
    private final String node;
    private final NoticeBook book;
    private final ApiDesk desk;
    private final LogStream log;
    private final Function<String, Optional<String>> containerNames;
    private final LongFunction<Map<RepeatKey, Long>> repeats;
    private final Clock clock;
    private final Instant epoch;
    private final Path proc;
    private final ProcessContainers containers;

    /** @param epoch the wall clock's time at zero of the kernel's monotonic clock */
    PodFiles(
            String node,
            NoticeBook book,
            ApiDesk desk,
            LogStream log,
            Function<String, Optional<String>> containerNames,
            LongFunction<Map<RepeatKey, Long>> repeats,
            Clock clock,
            Instant epoch,
            Path proc) {
        this.node = node;
        this.book = book;
        this.desk = desk;
        this.log = log;
        this.containerNames = containerNames;
        this.repeats = repeats;
        this.clock = clock;
        this.epoch = epoch;
        this.proc = proc;
        this.containers = new ProcessContainers(proc);
    }

    PodFile open(EnforcedPod pod) {
        Sandbox sandbox = pod.sandbox();
        PodFile file = files.get(sandbox.uid());
        if (file == null) {
            file = new PodFile(sandbox, clock.instant(), epoch, proc);
            files.put(sandbox.uid(), file);
            desk.findOwners(sandbox);
        }
        file.sandbox = sandbox;
        file.scopes.add(pod.scopeId());
        return file;
    }

    void lookup(EnforcedPod pod, LookupEvent event, Optional<RuleOfPolicy> decided, Optional<RuleOfPolicy> audited) {
        Sandbox sandbox = pod.sandbox();
        PodFile file = open(pod);
        Observation observation = file.reading.read(event, decided.map(PodFiles::rule), audited.map(PodFiles::rule));
        Optional<String> container = event.process()
                .flatMap(process -> containers.of(process, sandbox.uid().text()));
        Optional<String> containerName = container.flatMap(containerNames);
        long times = file.inventory.add(observation);
        log.write(() -> LogLine.of(
                LineMembers.of(node, sandbox, container, containerName, desk.owners(sandbox.uid())), observation));
        reason(observation).ifPresent(reason -> {
            Subject subject = new Subject.Lookup(
                    reason,
                    observation.asker().map(Chain::of).orElse(""),
                    observation.name(),
                    containerName.orElse(""),
                    observation
                            .rule()
                            .map(rule -> "rule " + rule.rule() + " of " + rule.policy())
                            .orElse(""),
                    observation.rule().flatMap(RuleRef::reason).orElse(""));
            note(sandbox, subject, observation.type(), observation.at(), times);
        });
    }

    private static Optional<Reason> reason(Observation observation) {
        return switch (observation.verdict()) {
            case DENIED -> Optional.of(Reason.DNS_LOOKUP_DENIED);
            case MALFORMED ->
                Optional.of(
                        observation.outcome() == Outcome.PASSED
                                ? Reason.DNS_LOOKUP_WOULD_BE_DENIED
                                : Reason.DNS_LOOKUP_DENIED);
            case AUDITED -> Optional.of(Reason.DNS_LOOKUP_WOULD_BE_DENIED);
            case ALLOWED -> Optional.empty();
        };
    }

    private static RuleRef rule(RuleOfPolicy rule) {
        return new RuleRef(
                rule.policyKind() + "/" + rule.policyName(),
                rule.rule(),
                rule.reason().isEmpty() ? Optional.empty() : Optional.of(rule.reason()));
    }

    void gap(EnforcedPod pod, Duration gap) {
        open(pod).unfiltered = Optional.of(gap);
        say(
                pod.sandbox(),
                Reason.DNS_FILTER_GAP,
                "the pod ran for " + gap.toMillis()
                        + " ms before its DNS filter was attached; what it looked up in that "
                        + "time was neither judged nor recorded");
    }

    void unenforceable(Sandbox sandbox, String reason) {
        say(sandbox, Reason.DNS_FILTER_UNENFORCEABLE, "no DNS filter can be attached to this pod: " + reason);
    }

    void answererRestored(Sandbox sandbox, String device) {
        say(
                sandbox,
                Reason.DNS_ANSWERER_RESTORED,
                "what answers denied lookups had been removed from device " + device + "; it was put back");
    }

    private void say(Sandbox sandbox, Reason reason, String words) {
        note(sandbox, new Subject.Words(reason, words), "", clock.instant(), 1);
    }

    private void note(Sandbox sandbox, Subject subject, String type, Instant at, long times) {
        if (times > 0) {
            book.add(sandbox, subject, type, at, times);
            desk.wake();
        }
    }

    void end(PodUid pod, Optional<ScopeCounters> counters) {
        book.ended(pod);
        desk.wake();
        PodFile file = files.remove(pod);
        if (file != null) {
            Map<Observation.Key, Long> counts = new LinkedHashMap<>();
            file.scopes.forEach(scope -> repeats.apply(scope)
                    .forEach((key, count) -> counts.put(new Observation.Key(key.high(), key.low()), count)));
            file.inventory.settle(counts);
            report(file, Optional.of(clock.instant()), counters);
        }
    }

    /** The reports of all pods that run, as far as they go: the next agent adds to them. */
    void closeAll() {
        files.values().forEach(file -> report(file, Optional.empty(), Optional.empty()));
        files.clear();
        book.endedAll();
    }

    private void report(PodFile file, Optional<Instant> end, Optional<ScopeCounters> counters) {
        desk.write(PodReport.of(file.sandbox, node, file.start, end, file.unfiltered, file.inventory, counters));
    }
}
