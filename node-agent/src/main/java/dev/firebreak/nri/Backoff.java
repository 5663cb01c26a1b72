// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: from 20 ms, doubling, to one second, each between half and all of it. Short,
 * because each moment without a connection lets pods start unheld, and trying a local socket costs microseconds.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long nanos = next.toNanos();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return Duration.ofNanos(random.nextLong(nanos / 2, nanos + 1));
    }

    void reset() {
        next = FIRST;
    }
}
