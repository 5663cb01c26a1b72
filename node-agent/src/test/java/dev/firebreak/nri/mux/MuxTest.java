// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.mux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.nri.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MuxTest {
    @Test
    void shouldReadBackWhatItWroteWhenTheMessageIsLong() throws IOException {
        // Given
        byte[] message = new byte[100_000];
        RandomGenerator.of("L64X128MixRandom").nextBytes(message);
        Wire written = new Wire(new byte[0], 1);
        new Mux(written).write(Mux.PLUGIN_SERVICE, ByteBuffer.wrap(message));
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        // When
        new Mux(new Wire(written.written(), 777)).read(Map.of(Mux.PLUGIN_SERVICE, bytes -> {
            while (bytes.hasRemaining()) {
                read.write(bytes.get());
            }
        }));

        // Then
        assertThat(read.toByteArray()).isEqualTo(message);
    }

    @Test
    void shouldWriteNoFrameThatTheReferenceReaderCannotTake() throws IOException {
        // Given
        Wire wire = new Wire(new byte[0], 1);

        // When
        new Mux(wire).write(Mux.RUNTIME_SERVICE, ByteBuffer.wrap(new byte[10_000]));

        // Then
        assertThat(payloads(ByteBuffer.wrap(wire.written()))).containsExactly(4096, 4096, 10_000 - 2 * 4096);
    }

    private static List<Integer> payloads(ByteBuffer stream) {
        List<Integer> sizes = new ArrayList<>();
        while (stream.hasRemaining()) {
            assertThat(stream.getInt()).isEqualTo(Mux.RUNTIME_SERVICE);
            int size = stream.getInt();
            stream.position(stream.position() + size);
            sizes.add(size);
        }
        return sizes;
    }
}
