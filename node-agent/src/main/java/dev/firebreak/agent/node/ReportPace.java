// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a report is written, so that 5,000 nodes do not wear out one API server: a state that changed within 5 s, counts alone
 * every minute and only when they changed, and a sign of life every 5 minutes. Pure.
 *
 * @param written what was written last; empty: nothing yet
 * @param writtenAt when
 * @param changedAt since when the state is another; empty: it is the same
 */
record ReportPace(Optional<NodeState> written, Instant writtenAt, Optional<Instant> changedAt) {
    static final Duration STATE = Duration.ofSeconds(4);
    static final Duration COUNTS = Duration.ofSeconds(60);
    static final Duration HEARTBEAT = Duration.ofMinutes(5);

    /** Before the first report. */
    static final ReportPace FIRST = new ReportPace(Optional.empty(), Instant.EPOCH, Optional.empty());

    /** Notes what there is to say now. */
    ReportPace seeing(NodeState now, Instant at) {
        boolean same = written.map(before -> before.withoutCounts().equals(now.withoutCounts()))
                .orElse(false);
        return new ReportPace(written, writtenAt, same ? Optional.empty() : changedAt.or(() -> Optional.of(at)));
    }

    /**
     * Whether to write now.
     *
     * @param jitter 0 to 1, this node's own for the next report: nodes that learn the same thing at once do not write at once
     */
    boolean due(NodeState now, Instant at, double jitter) {
        if (changedAt.isPresent() && !at.isBefore(changedAt.get().plus(share(STATE, jitter)))) {
            return true;
        }
        if (written.isEmpty()) {
            return false;
        }
        boolean counted = changedAt.isEmpty() && !written.get().equals(now);
        return (counted && !at.isBefore(writtenAt.plus(atLeastHalf(COUNTS, jitter))))
                || !at.isBefore(writtenAt.plus(atLeastHalf(HEARTBEAT, jitter)));
    }

    /** After a write. */
    static ReportPace wrote(NodeState state, Instant at) {
        return new ReportPace(Optional.of(state), at, Optional.empty());
    }

    private static Duration share(Duration most, double jitter) {
        return Duration.ofMillis((long) (most.toMillis() * jitter));
    }

    private static Duration atLeastHalf(Duration most, double jitter) {
        return Duration.ofMillis((long) (most.toMillis() * (0.5 + jitter / 2)));
    }
}
