// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.enforcement;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import java.util.stream.Stream;

/**
 * Lookups that were denied, or that would have been.
 *
 * @param lastTime when the last one was
 * @param top the names asked for most often, most often first, at most {@link #KEPT}
 */
public record Tally(long total, Optional<Instant> lastTime, List<NameCount> top) {
    /** Names that are kept while tallies are added up; a status shows {@link #SHOWN} of them. */
    public static final int KEPT = 100;

    /** Names that a report and a status show. */
    public static final int SHOWN = 10;

    public static final Tally NONE = new Tally(0, Optional.empty(), List.of());

    public Tally {
        top = top.stream().sorted(NameCount.MOST_FIRST).limit(KEPT).toList();
    }

    public Tally plus(Tally other) {
        if (equals(NONE)) {
            return other;
        }
        if (other.equals(NONE)) {
            return this;
        }
        return new Tally(total + other.total, later(other), combined(other, Long::sum));
    }

    /** What is left of this without {@code part}; never less than nothing. */
    public Tally minus(Tally part) {
        return new Tally(
                Math.max(0, total - part.total),
                lastTime,
                combined(new Tally(0, Optional.empty(), part.top), (all, some) -> all - some).stream()
                        .filter(name ->
                                top.stream().anyMatch(mine -> mine.name().equals(name.name())))
                        .filter(name -> name.count() > 0)
                        .toList());
    }

    /** The same with as many names as a status shows. */
    public Tally shown() {
        return new Tally(total, lastTime, top.stream().limit(SHOWN).toList());
    }

    private Optional<Instant> later(Tally other) {
        return Stream.concat(lastTime.stream(), other.lastTime.stream()).max(Instant::compareTo);
    }

    private List<NameCount> combined(Tally other, LongBinaryOperator operator) {
        Map<String, Long> counts = new HashMap<>();
        top.forEach(name -> counts.put(name.name(), name.count()));
        other.top.forEach(name -> counts.merge(name.name(), name.count(), operator::applyAsLong));
        return counts.entrySet().stream()
                .map(entry -> new NameCount(entry.getKey(), entry.getValue()))
                .toList();
    }
}
