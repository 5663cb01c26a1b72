// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.mux;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private final ByteArrayOutputStream second = new ByteArrayOutputStream();
    private final FrameDecoder decoder = new FrameDecoder(Map.of(1, into(first), 2, into(second)));

    @Test
    void shouldHandEachConnectionItsBytesWhereverTheStreamIsCut() throws IOException {
        // Given
        byte[] stream =
                frames(frame(1, "one"), frame(2, "deux"), frame(7, "nobody's"), frame(2, ""), frame(1, " more"));

        for (int cut = 0; cut <= stream.length; cut++) {
            first.reset();
            second.reset();

            // When
            decoder.decode(ByteBuffer.wrap(stream, 0, cut));
            decoder.decode(ByteBuffer.wrap(stream, cut, stream.length - cut));

            // Then
            assertThat(first).hasToString("one more");
            assertThat(second).hasToString("deux");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FrameDecoder.MAX_PAYLOAD + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void shouldRefuseWhenAFrameSaysThatItIsLongerThanAnyMayBe(int length) {
        ByteBuffer header = ByteBuffer.allocate(8).putInt(1).putInt(length).flip();

        assertThatThrownBy(() -> decoder.decode(header))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(Integer.toUnsignedString(length) + " bytes");
    }

    private static Receiver into(ByteArrayOutputStream sink) {
        return bytes -> {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            sink.writeBytes(copy);
        };
    }

    private static byte[] frame(int connection, String payload) {
        byte[] bytes = payload.getBytes(US_ASCII);
        return ByteBuffer.allocate(8 + bytes.length)
                .putInt(connection)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] frames(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }
}
