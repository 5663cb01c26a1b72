// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Follows what changes beside the pods: reconciles when called, when a policy expires, and every few seconds for pods that are gone. */
public final class EnforcementLoop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EnforcementLoop.class.getName());
    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final Duration ANSWERERS = Duration.ofSeconds(30);

    private final Enforcement enforcement;
    private final Wakeup wakeup;
    private final Clock clock;
    private final Thread thread;
    private volatile boolean ending;

    public EnforcementLoop(Enforcement enforcement, Wakeup wakeup, Clock clock) {
        this.enforcement = enforcement;
        this.wakeup = wakeup;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("firebreak-enforcement").daemon().unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    private void run() {
        Instant answerers = clock.instant().plus(ANSWERERS);
        while (!ending) {
            try {
                wakeup.await(untilNext());
                enforcement.reconcile();
                if (clock.instant().isAfter(answerers)) {
                    enforcement.restoreAnswerers();
                    answerers = clock.instant().plus(ANSWERERS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "reconciliation failed, trying again", e);
            }
        }
    }

    private Duration untilNext() {
        return enforcement
                .nextExpiry()
                .map(expiry -> Duration.between(clock.instant(), expiry))
                .filter(wait -> wait.compareTo(SWEEP) < 0)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait.plusMillis(1))
                .orElse(SWEEP);
    }

    @Override
    public void close() {
        ending = true;
        wakeup.call();
    }
}
