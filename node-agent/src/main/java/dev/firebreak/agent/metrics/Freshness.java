// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How long ago something was last seen to be current, of the times that it was looked at. */
public final class Freshness {
    private final BooleanSupplier current;
    private final Clock clock;
    private volatile Optional<Instant> last = Optional.empty();

    /** Judges by {@code current}, asked at each look. */
    public Freshness(BooleanSupplier current, Clock clock) {
        this.current = current;
        this.clock = clock;
    }

    /** Looks: zero while it is current, empty if it never was. */
    public Optional<Duration> age() {
        Instant now = clock.instant();
        if (current.getAsBoolean()) {
            last = Optional.of(now);
        }
        return last.map(at -> Duration.between(at, now));
    }
}
