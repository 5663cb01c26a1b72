// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a plugin registered with the runtime: connects, serves, and connects again, for the runtime may restart, and it
 * drops for good a plugin that it finds too slow.
 */
public final class PluginConnection implements AutoCloseable {
    private final Registration registration;
    private final Plugin plugin;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("nri-events").factory());
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("nri-deadline").factory());
    private final Thread thread;
    private final Object lock = new Object();
    private @Nullable Session session;
    private boolean closed;
    /** The last reason that the plugin was told of; this thread's own. */
    private String told = "";

    private PluginConnection(Registration registration, Plugin plugin) {
        this.registration = registration;
        this.plugin = plugin;
        clock.setRemoveOnCancelPolicy(true);
        thread = Thread.ofPlatform().daemon().name("nri").unstarted(this::keep);
    }

    /** Begins; the first connection may come at once or much later. */
    public static PluginConnection open(Registration registration, Plugin plugin) {
        PluginConnection connection = new PluginConnection(registration, plugin);
        connection.thread.start();
        return connection;
    }

    /** Whether the runtime asks the plugin before it makes a pod. */
    public boolean established() {
        synchronized (lock) {
            return session != null && session.established();
        }
    }

    /** Leaves the runtime, and waits until the plugin is not called any more, but for what is at work longer than 2 s. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (session != null) {
                session.close();
            }
            lock.notifyAll();
        }
        try {
            thread.join();
            worker.shutdown();
            worker.awaitTermination(2, TimeUnit.SECONDS);
            clock.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        while (!isClosed()) {
            String why = serve();
            if (!why.equals(told)) {
                told = why;
                worker.execute(() -> plugin.disconnected(why));
            }
            pause(backoff.next());
        }
    }

    /** One connection; says why it ended. */
    private String serve() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(registration.socket()));
            Session mine = new Session(channel, plugin, registration.deadline(), worker, clock);
            if (!begin(mine)) {
                return "closed by us";
            }
            try {
                mine.run(registration.name(), registration.index());
                return "the runtime closed the connection";
            } finally {
                end(mine);
            }
        } catch (IOException e) {
            return registration.socket() + ": " + e.getMessage();
        } catch (RuntimeException e) {
            return registration.socket() + ": a bug of ours: " + e; // this thread must live: it is what connects again
        }
    }

    private boolean begin(Session mine) {
        synchronized (lock) {
            session = closed ? null : mine;
            return !closed;
        }
    }

    private void end(Session mine) {
        // A connection that stood is tried again at once: the runtime dropped us, and pods start meanwhile.
        if (mine.wasEstablished()) {
            backoff.reset();
            told = "";
        }
        synchronized (lock) {
            session = null;
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        synchronized (lock) {
            try {
                for (long left = time.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
                    lock.wait(Math.max(1, left / 1_000_000));
                }
            } catch (InterruptedException e) {
                closed = true; // nobody but the end of the process interrupts this thread
            }
        }
    }
}
