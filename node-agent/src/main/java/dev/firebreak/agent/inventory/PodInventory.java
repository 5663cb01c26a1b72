// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

import dev.firebreak.lookup.Chain;
import dev.firebreak.lookup.Observation;
import dev.firebreak.lookup.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The names that one pod looked up. Bounded, whatever the pod asks: when it is full, a more urgent verdict displaces the
 * newest of the least urgent ones, and all else is only counted. Confined to one thread.
 */
public final class PodInventory {
    /** About four times what a DeployReport has room for; some 200 KiB at worst. */
    static final int ENTRIES_KEPT = 512;

    /** Lookups whose repeats are told apart: a key is a name, a type and a process. */
    static final int KEYS_KEPT = 1024;

    private final Map<Verdict, SequencedMap<ReportEntry.Key, ReportEntry>> entries = new EnumMap<>(Verdict.class);
    private final Map<Observation.Key, Counted> counted = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Observation.Key, Counted> eldest) {
            return size() > KEYS_KEPT;
        }
    };
    private final Map<Verdict, Long> questions = new EnumMap<>(Verdict.class);
    private int size;
    private long displaced;
    private long omittedQuestions;

    /** How much of the kernel's count of one lookup is in the entry. */
    private record Counted(Verdict verdict, ReportEntry.Key entry, long count) {}

    public PodInventory() {
        for (Verdict verdict : Verdict.values()) {
            entries.put(verdict, new LinkedHashMap<>());
        }
    }

    /**
     * Takes an observation in; a repeat raises the count by what came since the last one.
     *
     * @return how many questions that is
     */
    public long add(Observation observation) {
        Counted before = counted.get(observation.key());
        // One that is forgotten, or that an agent before this one took in: how many were new cannot be told, so one.
        long times = before == null ? 1 : Math.max(0, observation.count() - before.count());
        ReportEntry entry = new ReportEntry(
                observation.name(),
                observation.verdict(),
                List.of(observation.type()),
                times,
                observation.at(),
                observation.at(),
                observation.rule(),
                observation.asker().map(Chain::of).stream().toList());
        counted.put(observation.key(), new Counted(entry.verdict(), entry.key(), observation.count()));
        questions.merge(entry.verdict(), times, Long::sum);
        put(entry);
        return times;
    }

    private void put(ReportEntry entry) {
        SequencedMap<ReportEntry.Key, ReportEntry> same = of(entry.verdict());
        if (!same.containsKey(entry.key()) && size == ENTRIES_KEPT && !displaceFor(entry.verdict())) {
            omittedQuestions += entry.count();
            return;
        }
        int before = same.size();
        same.merge(entry.key(), entry, ReportEntry::and);
        size += same.size() - before;
    }

    /** Makes room by the least urgent verdict's newest entry; false where nothing is less urgent. */
    private boolean displaceFor(Verdict verdict) {
        for (Verdict least : List.of(Verdict.values()).reversed()) {
            if (least.compareTo(verdict) <= 0) {
                return false;
            }
            if (!of(least).isEmpty()) {
                omittedQuestions += of(least).pollLastEntry().getValue().count();
                displaced++;
                size--;
                return true;
            }
        }
        return false;
    }

    /** Takes in the kernel's own counts, at the pod's end: what was repeated within the second of its event. */
    public void settle(Map<Observation.Key, Long> counts) {
        counts.forEach((key, count) -> {
            Counted known = counted.get(key);
            if (known != null && count > known.count()) {
                long more = count - known.count();
                counted.put(key, new Counted(known.verdict(), known.entry(), count));
                questions.merge(known.verdict(), more, Long::sum);
                if (of(known.verdict()).computeIfPresent(known.entry(), (k, entry) -> entry.times(entry.count() + more))
                        == null) {
                    omittedQuestions += more;
                }
            }
        });
    }

    /** The entries, most urgent first, then in the order asked. */
    public List<ReportEntry> entries() {
        List<ReportEntry> all = new ArrayList<>(size);
        entries.values().forEach(some -> all.addAll(some.values()));
        all.sort(ReportEntry::byUrgency);
        return all;
    }

    /** Questions taken in so far, by verdict. */
    public long questions(Verdict verdict) {
        return questions.getOrDefault(verdict, 0L);
    }

    /** What stands in no entry. */
    public Omitted omitted() {
        return new Omitted(displaced, omittedQuestions);
    }

    private SequencedMap<ReportEntry.Key, ReportEntry> of(Verdict verdict) {
        SequencedMap<ReportEntry.Key, ReportEntry> some = entries.get(verdict);
        if (some == null) {
            throw new IllegalStateException("no verdict " + verdict);
        }
        return some;
    }
}
