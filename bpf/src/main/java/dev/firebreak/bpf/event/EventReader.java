// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.event;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads both rings on a thread of its own and hands every event to a sink, in the order of each ring. {@link #close()}
 * returns when everything that was in the rings before has been handed over.
 */
public final class EventReader implements AutoCloseable {
    /** Room for some hundred records at a time; a record follows eight octets that say its ring and size. */
    private static final int BATCH_BYTES = 256 * (Abi.Event.SIZE + 8);

    private static final int WAIT_MILLIS = 60_000;

    private final long rings;
    private final Consumer<LookupEvent> sink;
    private final Thread thread;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable RuntimeException failure;

    private EventReader(long rings, Consumer<LookupEvent> sink) {
        this.rings = rings;
        this.sink = sink;
        this.thread = Thread.ofPlatform().name("firebreak-events").daemon().unstarted(this::run);
    }

    /** Begins to read; the sink is called on the reader's thread only. */
    public static EventReader start(Descriptor denied, Descriptor allowed, Consumer<LookupEvent> sink) {
        long rings = Native.openRings0(new int[] {denied.number(), allowed.number()});
        if (rings < 0) {
            throw Errno.exception((int) -rings, "open the event rings");
        }
        var reader = new EventReader(rings, sink);
        reader.thread.start();
        return reader;
    }

    private void run() {
        try {
            ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BYTES).order(ByteOrder.nativeOrder());
            boolean last = false;
            while (true) {
                int size = Errno.check(Native.readRings0(rings, batch, last ? 0 : WAIT_MILLIS), "read the event rings");
                handOver(batch, size);
                if (last && size == 0) {
                    return;
                }
                last = ending.get();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void handOver(ByteBuffer batch, int size) {
        int at = 0;
        while (at < size) {
            int record = batch.getInt(at + Integer.BYTES);
            if (record == Abi.Event.SIZE) {
                sink.accept(EventDecoder.decode(batch.slice(at + 8, record).order(ByteOrder.nativeOrder())));
            }
            at += 8 + ((record + 7) & ~7);
        }
    }

    /**
     * Hands over what is left and ends the thread.
     *
     * @throws RuntimeException what ended the thread before its time: the sink's failure or the rings'
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ending.set(true);
        Native.wakeRings0(rings);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        Native.closeRings0(rings);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        RuntimeException cause = failure;
        if (cause != null) {
            throw new IllegalStateException("the event reader ended early: events after that were not read", cause);
        }
    }
}
