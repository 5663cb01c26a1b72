// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

import dev.firebreak.agent.owner.Owner;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.bpf.scope.ScopeCounters;
import dev.firebreak.lookup.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one pod talked to: a DeployReport in our own words.
 *
 * @param owners what made the pod, the nearest first; empty where nothing did, or it is not known
 * @param start from when on lookups are in the report
 * @param end empty while the pod may still run
 * @param unfiltered how long the pod ran before its filter was attached
 * @param names names by the most urgent verdict on each, malformed questions aside
 * @param entries most urgent first, then in the order asked
 */
public record PodReport(
        String namespace,
        String pod,
        String podUid,
        String node,
        List<Owner> owners,
        Instant start,
        Optional<Instant> end,
        Optional<Duration> unfiltered,
        Map<Verdict, Long> names,
        Totals questions,
        Omitted omitted,
        List<ReportEntry> entries) {
    public PodReport {
        owners = List.copyOf(owners);
        names = Map.copyOf(names);
        entries = List.copyOf(entries);
    }

    /** What an inventory tells by now. The owners are added when they are known. */
    public static PodReport of(
            Sandbox pod,
            String node,
            Instant start,
            Optional<Instant> end,
            Optional<Duration> unfiltered,
            PodInventory inventory,
            Optional<ScopeCounters> counters) {
        List<ReportEntry> entries = inventory.entries();
        Totals told = Totals.told(inventory);
        return new PodReport(
                pod.namespace(),
                pod.name(),
                pod.uid().text(),
                node,
                List.of(),
                start,
                end,
                unfiltered,
                names(entries),
                counters.map(told::counted).orElse(told),
                inventory.omitted(),
                entries);
    }

    /** Names by the most urgent verdict on each. */
    static Map<Verdict, Long> names(List<ReportEntry> entries) {
        Map<String, Verdict> urgent = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> !entry.name().isEmpty())
                .forEach(entry -> urgent.merge(entry.name(), entry.verdict(), (a, b) -> a.compareTo(b) <= 0 ? a : b));
        Map<Verdict, Long> names = new LinkedHashMap<>();
        urgent.values().forEach(verdict -> names.merge(verdict, 1L, Long::sum));
        return names;
    }

    /** How many names met this verdict, and no more urgent one. */
    public long names(Verdict verdict) {
        return names.getOrDefault(verdict, 0L);
    }

    /** The same, with what made the pod. */
    public PodReport ownedBy(List<Owner> known) {
        return new PodReport(
                namespace, pod, podUid, node, known, start, end, unfiltered, names, questions, omitted, entries);
    }

    /** With what an agent before this one has written of the same pod. */
    PodReport and(PodReport earlier) {
        Map<ReportEntry.Key, ReportEntry> all = new LinkedHashMap<>();
        earlier.entries.forEach(entry -> all.put(entry.key(), entry));
        entries.forEach(entry -> all.merge(entry.key(), entry, ReportEntry::and));
        List<ReportEntry> sorted = new ArrayList<>(all.values());
        sorted.sort(ReportEntry::byUrgency);
        return new PodReport(
                namespace,
                pod,
                podUid,
                node,
                owners.isEmpty() ? earlier.owners : owners,
                earlier.start.isBefore(start) ? earlier.start : start,
                end,
                unfiltered.or(earlier::unfiltered),
                names(sorted),
                questions.and(earlier.questions),
                omitted.and(earlier.omitted),
                sorted);
    }

    /** The same with as many entries, from the first on, as a DeployReport has room for; what is cut off is counted. */
    PodReport fitted() {
        int kept = ReportSize.fitting(entries);
        if (kept == entries.size()) {
            return this;
        }
        List<ReportEntry> cut = entries.subList(kept, entries.size());
        return new PodReport(
                namespace,
                pod,
                podUid,
                node,
                owners,
                start,
                end,
                unfiltered,
                names,
                questions,
                omitted.and(new Omitted(
                        cut.size(), cut.stream().mapToLong(ReportEntry::count).sum())),
                entries.subList(0, kept));
    }
}
