// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs something again and again, with a pause between, in a thread of its own. */
final class Sweeps implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Sweeps.class);

    private @Nullable Thread thread;

    synchronized void start(Runnable sweep, Duration pause) {
        thread = Thread.ofPlatform().daemon().name("sweeps").start(() -> repeat(sweep, pause));
    }

    private static void repeat(Runnable sweep, Duration pause) {
        try {
            while (true) {
                Thread.sleep(pause);
                try {
                    sweep.run();
                } catch (RuntimeException e) {
                    // What cannot be collected now can be the next time.
                    LOG.warnf("sweep failed, to be repeated: %s", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
