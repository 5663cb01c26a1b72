// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.mux;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Map;

/**
 * Several connections over one stream. Opening a connection is no event on the wire: both sides know the ids.
 *
 * <p>One thread reads ({@link #read}), any thread writes; closing from any thread ends both.
 */
public final class Mux implements Closeable {
    /** The id on which the plugin serves and the runtime calls. */
    public static final int PLUGIN_SERVICE = 1;

    /** The id on which the runtime serves and the plugin calls. */
    public static final int RUNTIME_SERVICE = 2;

    /** The reference reader takes a frame in one read into a buffer of this size, and fails if it is longer. */
    private static final int MAX_WRITTEN_PAYLOAD = 4096;

    private static final int READ_BUFFER = 16 << 10;

    private final ByteChannel channel;
    private final Object writing = new Object();

    /** @param channel blocking; closed with this */
    public Mux(ByteChannel channel) {
        this.channel = channel;
    }

    /**
     * Reads until the peer closes the stream, and hands each connection its bytes.
     *
     * @param receivers by connection id; frames for other ids are passed over
     * @throws IOException the stream broke or was closed on this side, the peer broke the protocol, or a receiver threw
     */
    public void read(Map<Integer, Receiver> receivers) throws IOException {
        FrameDecoder decoder = new FrameDecoder(receivers);
        ByteBuffer buffer = ByteBuffer.allocate(READ_BUFFER);
        while (channel.read(buffer) >= 0) {
            decoder.decode(buffer.flip());
            buffer.clear();
        }
    }

    /**
     * Writes all bytes on a connection, as one piece: no other writer's bytes of that connection come in between.
     *
     * @throws IOException the stream is broken or closed; parts may have been written
     */
    public void write(int connection, ByteBuffer bytes) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FrameDecoder.HEADER + Math.min(bytes.remaining(), MAX_WRITTEN_PAYLOAD));
        synchronized (writing) {
            while (bytes.hasRemaining()) {
                int size = Math.min(bytes.remaining(), MAX_WRITTEN_PAYLOAD);
                frame.clear().putInt(connection).putInt(size).put(bytes.slice(bytes.position(), size));
                bytes.position(bytes.position() + size);
                frame.flip();
                while (frame.hasRemaining()) {
                    channel.write(frame);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
