// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;

/** A stream whose other side has said all that it will say, and that is read in pieces of a given size. */
public final class Wire implements ByteChannel {
    private final ByteBuffer said;
    private final int piece;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private volatile boolean open = true;

    /** @param piece bytes a read at most */
    public Wire(byte[] said, int piece) {
        this.said = ByteBuffer.wrap(said);
        this.piece = piece;
    }

    /** All bytes that were written so far. */
    public byte[] written() {
        return written.toByteArray();
    }

    @Override
    public int read(ByteBuffer into) throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
        int size = Math.min(Math.min(piece, into.remaining()), said.remaining());
        if (size == 0) {
            return -1;
        }
        into.put(said.slice(said.position(), size));
        said.position(said.position() + size);
        return size;
    }

    @Override
    public int write(ByteBuffer from) throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
        int size = from.remaining();
        while (from.hasRemaining()) {
            written.write(from.get());
        }
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
