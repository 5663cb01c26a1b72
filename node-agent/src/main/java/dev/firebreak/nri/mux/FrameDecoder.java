// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.mux;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Takes a stream of frames apart, however it was cut, and hands each connection its bytes. Keeps at most one header: a
 * frame's payload is passed on as it comes.
 */
final class FrameDecoder {
    /** What the reference implementation takes and sends: a ttRPC header and 4 MiB. */
    static final int MAX_PAYLOAD = 10 + (4 << 20);

    static final int HEADER = 8;

    private final Map<Integer, Receiver> receivers;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private int connection;
    private int left;

    FrameDecoder(Map<Integer, Receiver> receivers) {
        this.receivers = Map.copyOf(receivers);
    }

    /** @throws ProtocolException a frame is longer than any peer may send */
    void decode(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (left > 0) {
                passOn(bytes);
            } else {
                header.put(bytes.get());
                if (!header.hasRemaining()) {
                    begin();
                }
            }
        }
    }

    private void begin() throws ProtocolException {
        connection = header.getInt(0);
        left = header.getInt(4);
        header.clear();
        if (left < 0 || left > MAX_PAYLOAD) {
            throw new ProtocolException("a mux frame of " + Integer.toUnsignedString(left) + " bytes for connection "
                    + Integer.toUnsignedString(connection) + "; at most " + MAX_PAYLOAD + " are allowed");
        }
    }

    /** Frames for connections that nobody opened are passed over, as the reference implementation does. */
    private void passOn(ByteBuffer bytes) throws IOException {
        int size = Math.min(left, bytes.remaining());
        ByteBuffer payload = bytes.slice(bytes.position(), size);
        bytes.position(bytes.position() + size);
        left -= size;
        Receiver receiver = receivers.get(connection);
        if (receiver != null) {
            receiver.receive(payload);
        }
    }
}
