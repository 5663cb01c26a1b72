// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lookups that were denied, or that were recorded only. A number that no long holds is the greatest long.
 *
 * @param lastTime when the last one was; null if it is not known
 * @param top the names asked for most often, most often first, at most {@link #KEPT}
 */
public record Tally(long total, @Nullable Instant lastTime, List<NameCount> top) {
    /** Names that are kept while tallies are added up. */
    public static final int KEPT = 100;

    /** Names that a report and a status show. */
    public static final int SHOWN = 10;

    public static final Tally NONE = new Tally(0, null, List.of());

    public Tally {
        top = top.stream().sorted(NameCount.MOST_FIRST).limit(KEPT).toList();
    }

    /** The sum of all. A name that some report leaves out of its top names is counted as far as reports name it. */
    public static Tally sum(Collection<Tally> tallies) {
        long total = 0;
        Instant lastTime = null;
        Map<String, Long> counts = new HashMap<>();
        for (Tally tally : tallies) {
            total = saturated(total, tally.total);
            lastTime = later(lastTime, tally.lastTime);
            for (NameCount name : tally.top) {
                counts.merge(name.name(), name.count(), Tally::saturated);
            }
        }
        return new Tally(total, lastTime, names(counts));
    }

    /** This and the other. */
    public Tally plus(Tally other) {
        return sum(List.of(this, other));
    }

    /** What is left of this without {@code part}; never less than nothing. */
    public Tally minus(Tally part) {
        Map<String, Long> parts = new HashMap<>();
        part.top.forEach(name -> parts.put(name.name(), name.count()));
        List<NameCount> left = new ArrayList<>();
        for (NameCount name : top) {
            long count = name.count() - parts.getOrDefault(name.name(), 0L);
            if (count > 0) {
                left.add(new NameCount(name.name(), count));
            }
        }
        return new Tally(Math.max(0, total - part.total), lastTime, left);
    }

    /** The same with as many names as a status shows. */
    public Tally shown() {
        return new Tally(total, lastTime, top.stream().limit(SHOWN).toList());
    }

    /** When the last lookup was. */
    public Optional<Instant> last() {
        return Optional.ofNullable(lastTime);
    }

    private static List<NameCount> names(Map<String, Long> counts) {
        List<NameCount> names = new ArrayList<>(counts.size());
        counts.forEach((name, count) -> names.add(new NameCount(name, count)));
        return names;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    private static long saturated(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
