// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.collection;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What has been without use for how long. A new leader begins to count anew: that only collects later. */
final class Grace<T> {
    private final Duration grace;
    private final LongSupplier nanos;
    private final Map<T, Long> since = new HashMap<>();

    /** @param nanos a clock that never jumps: {@link System#nanoTime} */
    Grace(Duration grace, LongSupplier nanos) {
        this.grace = grace;
        this.nanos = nanos;
    }

    /** These are without use now, and no others; returns those that have been for longer than the grace. */
    List<T> over(Collection<T> unused) {
        long now = nanos.getAsLong();
        since.keySet().retainAll(unused);
        return unused.stream()
                .filter(thing -> now - since.computeIfAbsent(thing, first -> now) >= grace.toNanos())
                .toList();
    }
}
