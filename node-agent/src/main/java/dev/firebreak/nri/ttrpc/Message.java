// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.ttrpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.nio.ByteBuffer;

/**
 * One ttRPC message as it is on the wire.
 *
 * @param stream the call's id; odd, for clients alone begin calls
 * @param type {@link #REQUEST}, {@link #RESPONSE}, or one that we do not know
 * @param body the encoded Request or Response
 */
record Message(int stream, byte type, ByteString body) {
    static final byte REQUEST = 1;
    static final byte RESPONSE = 2;

    /** Bytes of the header before the body. */
    static final int HEADER = 10;

    /** The longest body that the reference implementation sends or takes. */
    static final int MAX_BODY = 4 << 20;

    static Message of(int stream, byte type, MessageLite body) {
        return new Message(stream, type, body.toByteString());
    }

    /** The wire's bytes; the flags are zero, as in all unary calls. */
    ByteBuffer encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + body.size())
                .putInt(body.size())
                .putInt(stream)
                .put(type)
                .put((byte) 0);
        body.copyTo(bytes);
        return bytes.flip();
    }
}
