// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.mux;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the bytes of one connection, in order, on the thread that reads the socket. */
public interface Receiver {
    /**
     * Takes all of them; the buffer is used again afterwards. Frames are only an envelope: their borders mean nothing.
     *
     * @throws IOException the peer broke the protocol; ends all connections
     */
    void receive(ByteBuffer bytes) throws IOException;
}
