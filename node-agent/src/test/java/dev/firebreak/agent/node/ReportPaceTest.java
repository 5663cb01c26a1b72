// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.agent.enforcement.PolicyCounts.Count;
import dev.firebreak.agent.enforcement.PolicyPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportPaceTest {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
    private static final Duration STATE_LIMIT = Duration.ofSeconds(5);

    private static NodeState state(PolicyPicture.State state, long denied) {
        var policy = new PolicyPicture("uid", 1, Optional.empty(), state, "", "", 1, 1, 0);
        var entry = new NodeState.Entry(policy, new Count(denied, Optional.empty(), List.of()), Count.NONE);
        var about = new NodeState.About("1", "3", "6.18", Optional.empty(), Optional.empty());
        return new NodeState(about, 0, 100, List.of(entry));
    }

    private static Instant after(Duration time) {
        return START.plus(time);
    }

    @Test
    void shouldWriteWithinFiveSecondsWhenTheStateChanges() {
        ReportPace pace = ReportPace.wrote(state(PolicyPicture.State.PENDING, 0), START);
        NodeState now = state(PolicyPicture.State.PROGRAMMED, 0);

        ReportPace changed = pace.seeing(now, after(Duration.ofSeconds(100)));

        assertThat(changed.due(now, after(Duration.ofSeconds(100)), 0)).isTrue();
        assertThat(changed.due(now, after(Duration.ofSeconds(100)), 0.9)).isFalse();
        assertThat(changed.due(now, after(Duration.ofSeconds(100).plus(STATE_LIMIT)), 0.99))
                .isTrue();
    }

    @Test
    void shouldWaitAMinuteWhenOnlyCountsChanged() {
        ReportPace pace = ReportPace.wrote(state(PolicyPicture.State.PROGRAMMED, 0), START);
        NodeState now = state(PolicyPicture.State.PROGRAMMED, 7);

        assertThat(pace.seeing(now, START).due(now, after(Duration.ofSeconds(29)), 0.5))
                .isFalse();
        assertThat(pace.seeing(now, START).due(now, after(Duration.ofSeconds(60)), 0.99))
                .isTrue();
    }

    @Test
    void shouldOnlyGiveASignOfLifeWhenNothingChanged() {
        NodeState now = state(PolicyPicture.State.PROGRAMMED, 7);
        ReportPace pace = ReportPace.wrote(now, START).seeing(now, after(Duration.ofSeconds(60)));

        assertThat(pace.due(now, after(Duration.ofSeconds(149)), 0)).isFalse();
        assertThat(pace.due(now, after(Duration.ofMinutes(5)), 0.99)).isTrue();
    }

    @Test
    void shouldNotForgetAChangeWhenItIsStillWaiting() {
        ReportPace pace = ReportPace.FIRST;
        NodeState now = state(PolicyPicture.State.PENDING, 0);

        ReportPace later = pace.seeing(now, START).seeing(now, after(Duration.ofSeconds(4)));

        assertThat(later.changedAt()).contains(START);
    }
}
