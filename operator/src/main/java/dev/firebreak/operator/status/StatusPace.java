// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** How often a status is written: not sooner than an interval after the last time. Safe for use by many threads. */
public final class StatusPace {
    private final Duration interval;
    private final LongSupplier nanos;
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    /** @param nanos a clock that never jumps: {@link System#nanoTime} */
    public StatusPace(Duration interval, LongSupplier nanos) {
        this.interval = interval;
        this.nanos = nanos;
    }

    /** How long the status of this policy must wait; empty if it may be written now. */
    public Optional<Duration> delay(String uid) {
        Long last = written.get(uid);
        if (last == null) {
            return Optional.empty();
        }
        Duration left = interval.minusNanos(nanos.getAsLong() - last);
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /** The status is being written. */
    public void write(String uid) {
        written.put(uid, nanos.getAsLong());
    }

    /** The policy is gone. */
    public void forget(String uid) {
        written.remove(uid);
    }
}
