// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.ttrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {
    private final List<Message> heard = new ArrayList<>();
    private final MessageDecoder decoder = new MessageDecoder(heard::add);

    @Test
    void shouldHearTheSameMessagesWhereverTheStreamIsCut() throws IOException {
        // Given
        byte[] stream = stream(
                new Message(1, Message.REQUEST, bytes(1, 2, 3)),
                new Message(3, Message.RESPONSE, bytes()),
                new Message(-1, (byte) 9, bytes(4)));

        for (int cut = 0; cut <= stream.length; cut++) {
            heard.clear();

            // When
            decoder.receive(ByteBuffer.wrap(stream, 0, cut));
            decoder.receive(ByteBuffer.wrap(stream, cut, stream.length - cut));

            // Then
            assertThat(heard).extracting(Message::stream).containsExactly(1, 3, -1);
            assertThat(heard).extracting(Message::type).containsExactly((byte) 1, (byte) 2, (byte) 9);
            assertThat(heard).extracting(Message::body).containsExactly(bytes(1, 2, 3), bytes(), bytes(4));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Message.MAX_BODY + 1, Integer.MAX_VALUE, -1})
    void shouldRefuseWhenAMessageSaysThatItIsLongerThanAnyMayBe(int length) {
        ByteBuffer header = ByteBuffer.allocate(10)
                .putInt(length)
                .putInt(1)
                .put(Message.REQUEST)
                .put((byte) 0)
                .flip();

        assertThatThrownBy(() -> decoder.receive(header))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(Integer.toUnsignedString(length) + " bytes");
    }

    private static ByteString bytes(int... values) {
        ByteString.Output all = ByteString.newOutput();
        IntStream.of(values).forEach(all::write);
        return all.toByteString();
    }

    private static byte[] stream(Message... messages) {
        ByteBuffer all = ByteBuffer.allocate(1000);
        for (Message message : messages) {
            all.put(message.encoded());
        }
        byte[] stream = new byte[all.flip().remaining()];
        all.get(stream);
        return stream;
    }
}
