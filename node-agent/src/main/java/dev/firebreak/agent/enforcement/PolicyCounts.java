// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.bpf.event.RepeatKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How often each policy denied or recorded, and which names most often; bounded, whatever pods ask for. Safe for use by many
 * threads.
 */
public final class PolicyCounts {
    /** Names counted for one policy; beyond these the least asked for goes. */
    private static final int NAMES = 256;

    private static final int TOLD = 10;
    private static final int KEYS = 8192;

    private final Map<String, Counted> denied = new HashMap<>();
    private final Map<String, Counted> audited = new HashMap<>();
    private final Map<RepeatKey, Long> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RepeatKey, Long> eldest) {
            return size() > KEYS;
        }
    };

    /**
     * Lookups of one kind under one policy.
     *
     * @param lastTime of the last one
     * @param top at most ten, the most asked for first
     */
    public record Count(long total, Optional<Instant> lastTime, List<Name> top) {
        /** Nothing was counted. */
        public static final Count NONE = new Count(0, Optional.empty(), List.of());
    }

    /** A name and how often it was asked for. */
    public record Name(String name, long count) {}

    private static final class Counted {
        private long total;
        private Instant last = Instant.EPOCH;
        private final Map<String, Long> names = new HashMap<>();

        private void add(String name, long times, Instant now) {
            total += times;
            last = now;
            names.merge(name, times, Long::sum);
            if (names.size() > NAMES) {
                names.entrySet().stream()
                        .min(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .ifPresent(names::remove);
            }
        }

        private void goOn(Count before) {
            total += before.total();
            before.lastTime().filter(time -> time.isAfter(last)).ifPresent(time -> last = time);
            before.top().forEach(name -> names.merge(name.name(), name.count(), Long::sum));
        }

        private Count count() {
            return new Count(
                    total,
                    total == 0 ? Optional.empty() : Optional.of(last),
                    names.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                            .limit(TOLD)
                            .map(entry -> new Name(entry.getKey(), entry.getValue()))
                            .toList());
        }
    }

    /** Counts an event; a repeated one for as often as it was repeated since it was last told. */
    synchronized void add(LookupEvent event, Optional<String> decided, Optional<String> auditedBy) {
        Long before = seen.put(event.key(), event.count());
        long times = Math.max(1, event.count() - (before == null ? 0 : before));
        String name = event.name().isEmpty() ? "." : event.name().toLowerCase(Locale.ROOT);
        Instant now = Instant.now();
        boolean isDenied = event.verdict() == LookupEvent.Verdict.DENIED;
        if (isDenied) {
            decided.ifPresent(uid -> counted(denied, uid).add(name, times, now));
        }
        auditedBy.ifPresent(uid -> counted(audited, uid).add(name, times, now));
    }

    /** Goes on from what an agent before us counted on this node. */
    public synchronized void goOn(String uid, Count deniedBefore, Count auditedBefore) {
        counted(denied, uid).goOn(deniedBefore);
        counted(audited, uid).goOn(auditedBefore);
    }

    private static Counted counted(Map<String, Counted> all, String uid) {
        return all.computeIfAbsent(uid, key -> new Counted());
    }

    /** What a policy denied. */
    public synchronized Count denied(String uid) {
        return Optional.ofNullable(denied.get(uid)).map(Counted::count).orElse(Count.NONE);
    }

    /** What a policy recorded only. */
    public synchronized Count audited(String uid) {
        return Optional.ofNullable(audited.get(uid)).map(Counted::count).orElse(Count.NONE);
    }
}
