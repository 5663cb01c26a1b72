// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.ttrpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.firebreak.nri.mux.Receiver;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Makes calls on one connection. */
public final class TtrpcClient {
    private record Pending(String method, CompletableFuture<ByteString> result) {}

    private final TtrpcServer.Sender sender;
    private final Map<Integer, Pending> pending = new ConcurrentHashMap<>();
    private int nextStream = 1;

    public TtrpcClient(TtrpcServer.Sender sender) {
        this.sender = sender;
    }

    /** Takes the connection's bytes. */
    public Receiver receiver() {
        return new MessageDecoder(this::receive);
    }

    /**
     * Begins a call.
     *
     * @param service with its package: {@code nri.pkg.api.v1alpha1.Runtime}
     * @return the encoded result; fails with {@link TtrpcException} where the other side says so. Set your own patience
     *     with {@link CompletableFuture#orTimeout}
     */
    public synchronized CompletableFuture<ByteString> call(String service, String method, MessageLite argument) {
        int stream = nextStream;
        nextStream += 2;
        Request request = Request.newBuilder()
                .setService(service)
                .setMethod(method)
                .setPayload(argument.toByteString())
                .build();
        CompletableFuture<ByteString> result = new CompletableFuture<>();
        var _ = result.whenComplete((answer, failure) -> pending.remove(stream));
        pending.put(stream, new Pending(method, result));
        try {
            // Under the lock: ids must rise on the wire too.
            sender.send(Message.of(stream, Message.REQUEST, request).encoded());
        } catch (IOException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private void receive(Message message) throws IOException {
        Pending call = pending.get(message.stream());
        if (call == null || message.type() != Message.RESPONSE) {
            return; // an answer that nobody waits for any more
        }
        Response response = Response.parseFrom(message.body());
        if (response.getStatus().getCode() == 0) {
            call.result().complete(response.getPayload());
        } else {
            call.result().completeExceptionally(new TtrpcException(call.method(), response.getStatus()));
        }
    }
}
