// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import dev.firebreak.operator.report.NodeWord.Presence;
import java.time.Duration;
import java.time.Instant;

/**
 * Since when a node is silent, by the operator's clock.
 *
 * @param lastHeard never later than the moment it was looked at: a node whose clock runs ahead, or that was heard of
 *     before the operator's clock was set back, must not seem alive for longer than another
 */
record Silence(Presence presence, Instant lastHeard) {
    /** A report came. An old heartbeat counts as old: an operator that just started must not take the dead for alive. */
    static Silence heard(Instant heartbeat, Instant now, Duration staleAfter) {
        boolean stale = heartbeat.plus(staleAfter).isBefore(now);
        return new Silence(stale ? Presence.STALE : Presence.HEARD, heartbeat.isAfter(now) ? now : heartbeat);
    }

    /** The same, looked at later. */
    Silence at(Instant now, Duration staleAfter) {
        return presence == Presence.VANISHED ? this : heard(lastHeard, now, staleAfter);
    }
}
