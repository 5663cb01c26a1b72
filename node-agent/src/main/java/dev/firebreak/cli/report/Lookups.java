// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import dev.firebreak.lookup.Asker;
import dev.firebreak.lookup.Observation;
import dev.firebreak.lookup.Outcome;
import dev.firebreak.lookup.RuleRef;
import dev.firebreak.lookup.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * Gathers the observations of one run into lookups: the same name, verdict, rule and command make one, whichever of its
 * processes asked. Confined to one thread.
 */
public final class Lookups {
    static final int PIDS_KEPT = 16;

    private final SequencedMap<Observation.Key, Observation> latest = new LinkedHashMap<>();

    /** Takes one in; a repeat of a known key only raises its count, which includes the former. */
    public void add(Observation observation) {
        latest.merge(observation.key(), observation, (told, repeat) -> told.repeated(repeat.count()));
    }

    /**
     * The lookups, most urgent verdict first, then in the order asked.
     *
     * @param finalCounts the kernel's count of a key at the end of the run; empty where it kept none
     */
    public List<Lookup> all(Function<Observation.Key, Optional<Long>> finalCounts) {
        Map<Group, Gathering> groups = new LinkedHashMap<>();
        for (Observation o : latest.values()) {
            long count = Math.max(o.count(), finalCounts.apply(o.key()).orElse(0L));
            groups.computeIfAbsent(Group.of(o), _ -> new Gathering(o)).add(o, count);
        }
        return groups.values().stream()
                .map(Gathering::lookup)
                .sorted(Lookups::byUrgency)
                .toList();
    }

    private static int byUrgency(Lookup one, Lookup other) {
        int order = one.verdict().compareTo(other.verdict());
        return order == 0 ? one.firstAt().compareTo(other.firstAt()) : order;
    }

    private record Group(
            String name,
            Verdict verdict,
            Outcome outcome,
            Optional<RuleRef> rule,
            Optional<RuleRef> audit,
            Optional<Asker.Signature> asker) {
        static Group of(Observation o) {
            return new Group(
                    o.name(),
                    o.verdict(),
                    o.outcome(),
                    o.rule(),
                    o.audit(),
                    o.asker().map(Asker::signature));
        }
    }

    private static final class Gathering {
        private final Observation sample;
        private final Map<String, Long> types = new LinkedHashMap<>();
        private final Set<String> protocols = new LinkedHashSet<>();
        private final Set<String> servers = new LinkedHashSet<>();
        private final Set<Integer> pids = new LinkedHashSet<>();
        private Instant first = Instant.MAX;

        Gathering(Observation sample) {
            this.sample = sample;
        }

        void add(Observation o, long count) {
            types.merge(o.type(), count, Long::sum);
            protocols.add(o.protocol());
            servers.add(o.server());
            if (pids.size() < PIDS_KEPT) {
                o.asker().ifPresent(asker -> pids.add(asker.pid()));
            }
            first = o.at().isBefore(first) ? o.at() : first;
        }

        Lookup lookup() {
            long times =
                    types.values().stream().mapToLong(Long::longValue).max().orElseThrow();
            return new Lookup(
                    sample.name(),
                    sample.verdict(),
                    sample.outcome(),
                    sample.rule(),
                    sample.audit(),
                    types,
                    times,
                    first,
                    new ArrayList<>(protocols),
                    new ArrayList<>(servers),
                    sample.asker(),
                    new ArrayList<>(pids));
        }
    }
}
