// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Tells when nobody renews a lease any more that says it holds until later. The framework judges a lease by the time
 * that its holder wrote into it: a holder whose clock was two hours ahead, and that died, would keep all others out for
 * two hours. So a lease of the future is judged by our own monotonic clock, as Kubernetes' own components judge all of
 * theirs: it is abandoned when it did not change for as long as it lasts. Not safe for use by several threads.
 */
final class AbandonedLease {
    private final Clock clock;
    private final LongSupplier nanos;
    private String revision = "";
    private long since;

    AbandonedLease(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Looks at the lease as it is now.
     *
     * @param revision its resourceVersion
     * @param renewed when its holder says it renewed it
     * @param lasts how long it holds from then on
     */
    boolean isAbandoned(String revision, Instant renewed, Duration lasts) {
        long now = nanos.getAsLong();
        if (!revision.equals(this.revision)) {
            this.revision = revision;
            since = now;
        }
        return renewed.isAfter(clock.instant()) && now - since > lasts.toNanos();
    }
}
