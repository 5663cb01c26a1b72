// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one thread that waits; many calls before it looks count as one. */
public final class Wakeup {
    private final Semaphore called = new Semaphore(0);

    /** Wakes it, now or when it next waits. */
    public void call() {
        called.release();
    }

    /** Waits until it is called, or so long. */
    void await(Duration most) throws InterruptedException {
        if (called.tryAcquire(Math.max(0, most.toMillis()), TimeUnit.MILLISECONDS)) {
            called.drainPermits();
        }
    }
}
