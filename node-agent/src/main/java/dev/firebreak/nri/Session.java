// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import dev.firebreak.nri.mux.Mux;
import dev.firebreak.nri.ttrpc.TtrpcClient;
import dev.firebreak.nri.ttrpc.TtrpcServer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One connection to the runtime, from registration to its end. */
final class Session implements AutoCloseable {
    private static final String RUNTIME_SERVICE = "nri.pkg.api.v1alpha1.Runtime";

    /** From our first byte to the last part of Synchronize. The runtime takes one plugin after another. */
    private static final Duration WELCOME = Duration.ofSeconds(30);

    private final Mux mux;
    private final ScheduledExecutorService clock;
    private final TtrpcClient client;
    private final TtrpcServer server;
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private volatile boolean synced;
    private volatile boolean ended;

    /** @param worker of one thread: where the plugin is asked */
    Session(ByteChannel channel, Plugin plugin, Duration deadline, Executor worker, ScheduledExecutorService clock) {
        this.mux = new Mux(channel);
        this.clock = clock;
        this.client = new TtrpcClient(bytes -> mux.write(Mux.RUNTIME_SERVICE, bytes));
        this.server = new TtrpcServer(
                new PluginService(plugin, () -> synced = true),
                deadline,
                worker,
                clock,
                bytes -> mux.write(Mux.PLUGIN_SERVICE, bytes));
    }

    /** Whether the runtime asks this plugin. */
    boolean established() {
        return synced && !ended;
    }

    /** Whether it ever came so far. */
    boolean wasEstablished() {
        return synced;
    }

    /**
     * Registers and serves until the connection ends.
     *
     * @throws IOException how it ended, if not by the runtime's closing it
     */
    void run(String name, String index) throws IOException {
        var welcome = clock.schedule(this::giveUp, WELCOME.toSeconds(), TimeUnit.SECONDS);
        try {
            var _ = client.call(
                            RUNTIME_SERVICE,
                            "RegisterPlugin",
                            RegisterPluginRequest.newBuilder()
                                    .setPluginName(name)
                                    .setPluginIdx(index)
                                    .build())
                    .whenComplete((done, refused) -> {
                        if (refused instanceof IOException e) {
                            end(e);
                        }
                    });
            mux.read(Map.of(Mux.PLUGIN_SERVICE, server.receiver(), Mux.RUNTIME_SERVICE, client.receiver()));
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } finally {
            welcome.cancel(false);
            close();
        }
        IOException ended = failure.get();
        if (ended != null) {
            throw ended;
        }
    }

    private void giveUp() {
        if (!synced) {
            end(new SocketTimeoutException("the runtime did not synchronize within " + WELCOME.toSeconds() + " s"));
        }
    }

    private void end(IOException reason) {
        failure.compareAndSet(null, reason);
        close();
    }

    @Override
    public void close() {
        ended = true;
        server.close();
        try {
            mux.close();
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }
}
