// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Lines to a stream that may stand still, as standard output does when nobody reads it: written by a thread of its own,
 * several at a time. What does not fit into the queue is counted as lost.
 */
final class LogStream implements AutoCloseable {
    static final int WAITING = 4096;
    private static final int BATCH = 256;
    private static final long CLOSE_MILLIS = 1_000;
    private static final Optional<Supplier<String>> END = Optional.empty();

    private final BlockingQueue<Optional<Supplier<String>>> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final OutputStream out;
    private final Thread thread;

    LogStream(OutputStream out) {
        this.out = out;
        this.thread = Thread.ofPlatform().name("lookup-log").daemon().start(this::run);
    }

    /** Takes a line, without its end, to be made when it is written; never waits. */
    void write(Supplier<String> line) {
        if (!waiting.offer(Optional.of(line))) {
            lost.incrementAndGet();
        }
    }

    /** Lines that were not written. */
    long lost() {
        return lost.get();
    }

    private void run() {
        List<Optional<Supplier<String>>> batch = new ArrayList<>(BATCH);
        try {
            boolean ended = false;
            while (!ended) {
                batch.add(waiting.take());
                waiting.drainTo(batch, BATCH - 1);
                ended = batch.remove(END);
                write(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Optional<Supplier<String>>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        batch.stream()
                .flatMap(Optional::stream)
                .forEach(line -> bytes.writeBytes((line.get() + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            out.write(bytes.toByteArray());
            out.flush();
        } catch (IOException e) {
            lost.addAndGet(batch.size());
        }
    }

    /** Writes what is left, for at most two seconds. */
    @Override
    public void close() {
        try {
            if (waiting.offer(END, CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                thread.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lost.addAndGet(waiting.size());
    }
}
