// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import dev.firebreak.lookup.Verdict;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Every name that was looked up, once each, in the order of the lookups. */
record Inventory(List<Entry> entries) {
    /**
     * @param verdict the most urgent among the name's lookups
     * @param types types asked for, over all askers
     * @param commands names of the commands that asked
     */
    record Entry(String name, Verdict verdict, Set<String> types, long count, Set<String> commands) {}

    static Inventory of(List<Lookup> lookups) {
        SequencedMap<String, Entry> entries = new LinkedHashMap<>();
        for (Lookup lookup : lookups) {
            if (!lookup.name().isEmpty()) {
                entries.merge(lookup.name(), entry(lookup), Inventory::both);
            }
        }
        return new Inventory(List.copyOf(entries.values()));
    }

    Map<Verdict, Long> namesByVerdict() {
        Map<Verdict, Long> counts = new LinkedHashMap<>();
        entries.forEach(entry -> counts.merge(entry.verdict(), 1L, Long::sum));
        return counts;
    }

    private static Entry entry(Lookup lookup) {
        Set<String> commands = new LinkedHashSet<>();
        lookup.asker().ifPresent(asker -> commands.add(asker.comm()));
        return new Entry(lookup.name(), lookup.verdict(), lookup.types().keySet(), lookup.count(), commands);
    }

    private static Entry both(Entry a, Entry b) {
        Verdict urgent = a.verdict().compareTo(b.verdict()) <= 0 ? a.verdict() : b.verdict();
        return new Entry(
                a.name(),
                urgent,
                union(a.types(), b.types()),
                a.count() + b.count(),
                union(a.commands(), b.commands()));
    }

    private static Set<String> union(Collection<String> a, Collection<String> b) {
        Set<String> all = new LinkedHashSet<>(a);
        all.addAll(b);
        return all;
    }
}
