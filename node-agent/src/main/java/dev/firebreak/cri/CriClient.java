// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cri;

import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.protobuf.lite.ProtoLiteUtils;
import io.grpc.stub.ClientCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks a container runtime about its pods. Connects when first asked, and again by itself. Safe for use by many threads;
 * each call blocks its own.
 */
public final class CriClient implements AutoCloseable {
    /** What the kubelet takes. */
    private static final int MAX_ANSWER = 16 << 20;

    private static final MethodDescriptor<VersionRequest, VersionResponse> VERSION =
            method("Version", VersionRequest.getDefaultInstance(), VersionResponse.getDefaultInstance());
    private static final MethodDescriptor<ListPodSandboxRequest, ListPodSandboxResponse> LIST = method(
            "ListPodSandbox", ListPodSandboxRequest.getDefaultInstance(), ListPodSandboxResponse.getDefaultInstance());
    private static final MethodDescriptor<PodSandboxStatusRequest, PodSandboxStatusResponse> STATUS = method(
            "PodSandboxStatus",
            PodSandboxStatusRequest.getDefaultInstance(),
            PodSandboxStatusResponse.getDefaultInstance());

    private final Path socket;
    private final Duration patience;
    private final ManagedChannel channel;

    /**
     * @param socket the runtime's, such as /run/containerd/containerd.sock
     * @param patience for each call
     */
    public CriClient(Path socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
        // The address is a number, so that nobody is asked for a name; the factory connects elsewhere anyway.
        this.channel = OkHttpChannelBuilder.forTarget("dns:///127.0.0.1:1")
                .overrideAuthority("localhost")
                .socketFactory(new UnixSocketFactory(socket))
                .proxyDetector(address -> null)
                .usePlaintext()
                .maxInboundMessageSize(MAX_ANSWER)
                .disableRetry()
                .directExecutor()
                .offloadExecutor(Runnable::run)
                .build();
    }

    /** The runtime's name and version, such as {@code containerd} and {@code v2.4.2}. */
    public VersionResponse version() throws CriException {
        return call(VERSION, VersionRequest.getDefaultInstance());
    }

    /** The sandboxes that run, with their labels; where their cgroups are is in {@link #status}. */
    public List<PodSandbox> ready() throws CriException {
        PodSandboxFilter ready = PodSandboxFilter.newBuilder()
                .setState(PodSandboxStateValue.newBuilder().setState(PodSandboxState.SANDBOX_READY))
                .build();
        return call(LIST, ListPodSandboxRequest.newBuilder().setFilter(ready).build())
                .getItemsList();
    }

    /**
     * One sandbox, with all that the runtime tells of it; {@link SandboxFacts} reads that.
     *
     * @throws CriException also {@link CriException#notFound} where it went meanwhile
     */
    public PodSandboxStatusResponse status(String id) throws CriException {
        return call(
                STATUS,
                PodSandboxStatusRequest.newBuilder()
                        .setPodSandboxId(id)
                        .setVerbose(true)
                        .build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private <Q, A> A call(MethodDescriptor<Q, A> method, Q request) throws CriException {
        try {
            CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
            return ClientCalls.blockingUnaryCall(channel, method, options, request);
        } catch (StatusRuntimeException e) {
            // Else gRPC waits up to two minutes before it connects again, and fails all calls meanwhile.
            channel.resetConnectBackoff();
            throw new CriException(socket, String.valueOf(method.getBareMethodName()), e);
        }
    }

    private static <Q extends MessageLite, A extends MessageLite> MethodDescriptor<Q, A> method(
            String name, Q request, A answer) {
        return MethodDescriptor.<Q, A>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("runtime.v1.RuntimeService", name))
                .setRequestMarshaller(ProtoLiteUtils.marshaller(request))
                .setResponseMarshaller(ProtoLiteUtils.marshaller(answer))
                .build();
    }
}
