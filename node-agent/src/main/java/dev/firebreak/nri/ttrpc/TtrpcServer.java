// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.ttrpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.firebreak.nri.mux.Receiver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves the calls of one connection. Each is answered once, within the deadline: by the service, or for it.
 *
 * <p>A caller that waits longer than its own patience hears nothing and goes on; so no call may wait for another one
 * without an end: the deadline counts from a call's arrival, also while it queues.
 */
public final class TtrpcServer implements AutoCloseable {
    /** Calls that may wait. The runtime sends the next one after the answer, so more of them are an attack or a bug. */
    private static final int MAX_WAITING = 64;

    /** Writes a message's bytes as one piece. */
    public interface Sender {
        void send(ByteBuffer bytes) throws IOException;
    }

    private final Service service;
    private final Duration deadline;
    private final Executor worker;
    private final ScheduledExecutorService clock;
    private final Sender sender;
    private final AtomicInteger waiting = new AtomicInteger();
    private int lastStream;
    private volatile boolean closed;

    /**
     * @param deadline after which a call is answered by {@link Service#unanswered}
     * @param worker of one thread: where the service answers
     * @param clock where late answers are written
     */
    public TtrpcServer(
            Service service, Duration deadline, Executor worker, ScheduledExecutorService clock, Sender sender) {
        this.service = service;
        this.deadline = deadline;
        this.worker = worker;
        this.clock = clock;
        this.sender = sender;
    }

    /** Takes the connection's bytes. */
    public Receiver receiver() {
        return new MessageDecoder(this::receive);
    }

    /** Ends: what waits is not done any more. What is at work goes on, and its answer is not sent. */
    @Override
    public void close() {
        closed = true;
    }

    private void receive(Message message) throws IOException {
        if (message.type() != Message.REQUEST) {
            return; // streams and what may come later: nobody asks us for them
        }
        int stream = message.stream();
        if (stream % 2 == 0 || Integer.compareUnsigned(stream, lastStream) <= 0) {
            send(stream, Responses.error(Code.INVALID_ARGUMENT, "stream ids are odd and rise; this is " + stream));
            return;
        }
        lastStream = stream;
        try {
            begin(stream, Request.parseFrom(message.body()));
        } catch (InvalidProtocolBufferException e) {
            send(stream, Responses.error(Code.INVALID_ARGUMENT, "not a ttRPC request: " + e.getMessage()));
        }
    }

    private void begin(int stream, Request request) throws IOException {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            send(stream, service.unanswered(request, MAX_WAITING + " calls are waiting already"));
            return;
        }
        AtomicBoolean answered = new AtomicBoolean();
        ScheduledFuture<?> overdue = clock.schedule(
                () -> answer(stream, answered, service.unanswered(request, late())),
                deadline.toNanos(),
                TimeUnit.NANOSECONDS);
        worker.execute(() -> {
            if (!closed) {
                answer(stream, answered, answer(request));
            }
            overdue.cancel(false);
            waiting.decrementAndGet();
        });
    }

    private String late() {
        return "no answer within " + deadline.toMillis() + " ms";
    }

    private Response answer(Request request) {
        try {
            return service.answer(request);
        } catch (RuntimeException e) {
            return service.unanswered(request, "it failed: " + e);
        }
    }

    private void answer(int stream, AtomicBoolean answered, Response response) {
        if (answered.compareAndSet(false, true) && !closed) {
            try {
                send(stream, response);
            } catch (IOException e) {
                // The socket is gone: its reader finds the same and ends the connection.
            }
        }
    }

    private void send(int stream, Response response) throws IOException {
        sender.send(Message.of(stream, Message.RESPONSE, response).encoded());
    }
}
