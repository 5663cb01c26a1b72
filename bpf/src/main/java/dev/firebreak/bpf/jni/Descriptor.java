// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.jni;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A file descriptor that is closed once. */
public final class Descriptor implements AutoCloseable {
    private static final int CLOSED = -1;
    private final AtomicInteger number;

    /** Takes over an open descriptor. */
    public Descriptor(int number) {
        this.number = new AtomicInteger(number);
    }

    /** Opens a folder or file for reference only. */
    public static Descriptor open(Path path) {
        return new Descriptor(Errno.check(Native.open0(Bytes.of(path)), "open " + path));
    }

    /** Opens what is pinned there. */
    public static Descriptor openPinned(Path path) {
        return new Descriptor(Errno.check(Native.openPinned0(Bytes.of(path)), "open the pin " + path));
    }

    /** Pins the map, program or link that this is. */
    public void pin(Path path) {
        Errno.check(Native.pin0(number(), Bytes.of(path)), "pin " + path);
    }

    /**
     * Returns the number.
     *
     * @throws IllegalStateException after close
     */
    public int number() {
        int current = number.get();
        if (current == CLOSED) {
            throw new IllegalStateException("used after close");
        }
        return current;
    }

    @Override
    public void close() {
        int current = number.getAndSet(CLOSED);
        if (current != CLOSED) {
            Native.close0(current);
        }
    }
}
