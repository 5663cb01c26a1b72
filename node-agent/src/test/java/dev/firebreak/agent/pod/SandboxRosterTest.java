// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SandboxRosterTest {
    private static final Sandbox OLD = Sandboxes.named("old");
    private static final Sandbox NEW = Sandboxes.named("new");

    private final AtomicLong clock = new AtomicLong();
    private final SandboxRoster roster = new SandboxRoster(clock::get);

    @Test
    void shouldBeTheListingWhenNothingHappenedBeside() {
        assertThat(roster.running(roster.now(), List.of(OLD))).containsExactly(OLD);
        assertThat(roster.running(roster.now(), List.of())).isEmpty();
    }

    @Test
    void shouldHoldASandboxForRunningWhenItStartedBeforeTheListingButIsNotInItYet() {
        roster.starting(NEW);

        assertThat(roster.running(roster.now(), List.of(OLD))).containsExactly(OLD, NEW);
    }

    @Test
    void shouldHoldASandboxForRunningWhenItStartedAfterTheListingWasAskedFor() {
        long asked = roster.now();
        roster.starting(NEW);

        assertThat(roster.running(asked, List.of(OLD))).containsExactly(OLD, NEW);
    }

    @Test
    void shouldHoldASandboxForGoneWhenItStoppedAfterTheListingWasAskedFor() {
        long asked = roster.now();
        roster.stopped(OLD.id());

        assertThat(roster.running(asked, List.of(OLD, NEW))).containsExactly(NEW);
    }

    @Test
    void shouldBelieveTheListingAgainWhenItHadTheSandboxOnce() {
        roster.starting(NEW);
        assertThat(roster.running(roster.now(), List.of(NEW))).containsExactly(NEW);

        assertThat(roster.running(roster.now(), List.of())).isEmpty();
    }

    @Test
    void shouldForgetASandboxWhenNoListingEverHadIt() {
        roster.starting(NEW);
        clock.addAndGet(Duration.ofMinutes(3).toNanos());

        assertThat(roster.running(roster.now(), List.of(OLD))).containsExactly(OLD);
    }

    @Test
    void shouldForgetASandboxWhenItStoppedBeforeAnyListingHadIt() {
        roster.starting(NEW);
        roster.stopped(NEW.id());

        assertThat(roster.running(roster.now(), List.of(OLD))).containsExactly(OLD);
    }
}
