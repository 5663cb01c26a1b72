// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.ttrpc;

import com.google.protobuf.UnsafeByteOperations;
import dev.firebreak.nri.mux.Receiver;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/** Joins a connection's bytes to messages, however they were cut. Holds one message at most, of at most 4 MiB. */
final class MessageDecoder implements Receiver {
    /** Takes each whole message. */
    interface Sink {
        void accept(Message message) throws IOException;
    }

    private static final byte[] NONE = {};

    private final Sink sink;
    private final ByteBuffer header = ByteBuffer.allocate(Message.HEADER);
    private byte[] body = NONE;
    private int filled;

    MessageDecoder(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void receive(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (header.hasRemaining()) {
                header.put(bytes.get());
                if (header.hasRemaining()) {
                    continue;
                }
                begin();
            }
            int size = Math.min(body.length - filled, bytes.remaining());
            bytes.get(body, filled, size);
            filled += size;
            if (filled == body.length) {
                end();
            }
        }
    }

    private void begin() throws ProtocolException {
        int length = header.getInt(0);
        if (length < 0 || length > Message.MAX_BODY) {
            throw new ProtocolException("a ttRPC message of " + Integer.toUnsignedString(length) + " bytes; at most "
                    + Message.MAX_BODY + " are allowed");
        }
        body = new byte[length];
        filled = 0;
    }

    private void end() throws IOException {
        Message message = new Message(header.getInt(4), header.get(8), UnsafeByteOperations.unsafeWrap(body));
        header.clear();
        body = NONE;
        sink.accept(message);
    }
}
