// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.firebreak.nri.mux.Mux;
import dev.firebreak.nri.ttrpc.Request;
import dev.firebreak.nri.ttrpc.Response;
import dev.firebreak.nri.ttrpc.Responses;
import dev.firebreak.nri.ttrpc.Service;
import dev.firebreak.nri.ttrpc.TtrpcClient;
import dev.firebreak.nri.ttrpc.TtrpcServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The runtime's side of NRI, for what a real runtime cannot be made to do. Takes one plugin at a time. */
public final class FakeRuntime implements AutoCloseable {
    private static final String PLUGIN = "nri.pkg.api.v1alpha1.Plugin";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path socket;
    private final ServerSocketChannel listener;

    public FakeRuntime(Path socket) throws IOException {
        Files.deleteIfExists(socket);
        this.socket = socket;
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
    }

    public Path socket() {
        return socket;
    }

    /** Takes the next plugin's connection and waits until it registered. */
    public Connected accept() throws IOException {
        return new Connected(listener.accept());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** One plugin, registered. */
    public static final class Connected implements AutoCloseable {
        private final SocketChannel channel;
        private final Mux mux;
        private final TtrpcClient plugin;
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        private final CompletableFuture<RegisterPluginRequest> registered = new CompletableFuture<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        private Connected(SocketChannel channel) {
            this.channel = channel;
            mux = new Mux(channel);
            plugin = new TtrpcClient(bytes -> mux.write(Mux.PLUGIN_SERVICE, bytes));
            TtrpcServer server = new TtrpcServer(
                    new RuntimeService(), PATIENCE, thread, thread, bytes -> mux.write(Mux.RUNTIME_SERVICE, bytes));
            Thread.ofVirtual().start(() -> {
                try {
                    mux.read(Map.of(Mux.PLUGIN_SERVICE, plugin.receiver(), Mux.RUNTIME_SERVICE, server.receiver()));
                    ended.complete(null);
                } catch (IOException e) {
                    ended.completeExceptionally(e);
                }
            });
        }

        public RegisterPluginRequest registration() {
            return result(registered);
        }

        /** Configures and synchronizes; so many pods a message. */
        public void welcome(List<PodSandbox> pods, int pieces) throws IOException {
            registration();
            configure("");
            for (int at = 0; at == 0 || at < pods.size(); at += pieces) {
                int end = Math.min(at + pieces, pods.size());
                SynchronizeRequest request = SynchronizeRequest.newBuilder()
                        .addAllPods(pods.subList(at, end))
                        .setMore(end < pods.size())
                        .build();
                SynchronizeResponse response = SynchronizeResponse.parseFrom(result(begin("Synchronize", request)));
                if (response.getMore() != request.getMore()) {
                    throw new IOException("plugin does not handle split sync requests");
                }
            }
        }

        public ConfigureResponse configure(String nriVersion) throws IOException {
            return ConfigureResponse.parseFrom(result(begin(
                    "Configure",
                    ConfigureRequest.newBuilder()
                            .setRuntimeName("fake")
                            .setRuntimeVersion("v1")
                            .setNRIVersion(nriVersion)
                            .build())));
        }

        /** Begins a call of the plugin. */
        public CompletableFuture<ByteString> begin(String method, MessageLite argument) {
            return plugin.call(PLUGIN, method, argument);
        }

        /** Drops the plugin, as the reference does with one that it finds too slow. */
        public void drop() throws IOException {
            channel.close();
        }

        /** The stream under it all, to write what no runtime should. */
        public SocketChannel channel() {
            return channel;
        }

        /** Completes when the plugin has closed the connection. */
        public CompletableFuture<Void> ended() {
            return ended;
        }

        @Override
        public void close() throws IOException {
            drop();
            thread.shutdownNow();
        }

        private final class RuntimeService implements Service {
            @Override
            public Response answer(Request request) {
                try {
                    registered.complete(RegisterPluginRequest.parseFrom(request.getPayload()));
                } catch (IOException e) {
                    registered.completeExceptionally(e);
                }
                return Responses.of(Empty.getDefaultInstance());
            }

            @Override
            public Response unanswered(Request request, String why) {
                throw new IllegalStateException(why);
            }
        }
    }

    /** Waits for it. */
    public static <T> T result(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
