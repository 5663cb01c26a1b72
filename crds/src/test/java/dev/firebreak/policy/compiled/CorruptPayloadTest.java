// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.load.CommandLinePolicy;
import dev.firebreak.policy.load.LoadOutcome;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Bytes that a network, a disk or an enemy changed. For forms that are wrong under a right digest, see
 * {@link WrongFormTest}.
 */
class CorruptPayloadTest {
    private static final byte[] PAYLOAD = ((LoadOutcome.Loaded) CommandLinePolicy.of(
                    List.of("frontend.example.com", "*.example.com", "a.b"), List.of("x.example.com"), Mode.Enforce))
            .policies()
            .getFirst()
            .compiled()
            .payload();

    @Test
    void shouldRefuseOrMeanTheSameWhenAnyBitIsFlipped() {
        int refused = 0;
        for (int bit = 0; bit < PAYLOAD.length * 8; bit++) {
            byte[] flipped = PAYLOAD.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            refused += isRefusedOrMeansTheSame(flipped) ? 1 : 0;
        }
        // Deflate ends in up to 7 bits of padding, which mean nothing and are not looked at.
        assertThat(refused).isGreaterThanOrEqualTo(PAYLOAD.length * 8 - 7);
    }

    @Test
    void shouldRefuseWhenCutAnywhereOrLonger() {
        for (int length = 0; length < PAYLOAD.length; length++) {
            byte[] cut = Arrays.copyOf(PAYLOAD, length);
            assertThatThrownBy(() -> CompiledPolicy.decode(cut)).isInstanceOf(CorruptPayloadException.class);
        }
        byte[] longer = Arrays.copyOf(PAYLOAD, PAYLOAD.length + 1);
        assertThatThrownBy(() -> CompiledPolicy.decode(longer)).hasMessage("1 bytes trail the deflated stream");
    }

    @Test
    void shouldRefuseOrMeanTheSameWhenBytesAreRandom() {
        var random = new SplittableRandom(5);
        for (int round = 0; round < 5_000; round++) {
            byte[] mangled = PAYLOAD.clone();
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                mangled[random.nextInt(mangled.length)] = (byte) random.nextInt();
            }
            isRefusedOrMeansTheSame(mangled);
        }
    }

    /** 80 MiB of zeros deflate to 80 KiB. */
    @Test
    void shouldRefuseWithoutRoomForItWhenAPayloadIsABomb() {
        // Given
        int zeros = 80 << 20;
        byte[] bomb = PayloadText.payload(new byte[zeros], zeros);
        byte[] lies = declaring(bomb, CanonicalForm.MAX_LENGTH);
        byte[] hidden = PayloadText.payload(Arrays.copyOf(new byte[] {CanonicalForm.VERSION}, zeros), 7);
        long before = allocated();

        // When, Then
        assertThatThrownBy(() -> CompiledPolicy.decode(bomb)).hasMessageContaining("it declares 83886080 bytes");
        assertThatThrownBy(() -> CompiledPolicy.decode(lies)).hasMessageContaining("version 0");
        assertThatThrownBy(() -> CompiledPolicy.decode(hidden))
                .hasMessageContaining("goes on after the 7 bytes declared");
        assertThat(allocated() - before).isLessThan(4 << 20);
    }

    private static byte[] declaring(byte[] payload, int length) {
        byte[] lies = payload.clone();
        ByteBuffer.wrap(lies).order(ByteOrder.LITTLE_ENDIAN).putInt(CanonicalForm.HEADER_BYTES - 4, length);
        return lies;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /**
     * True if refused; if it is read, it must be the same policy. Anything else, an exception of another kind above
     * all, fails.
     */
    private static boolean isRefusedOrMeansTheSame(byte[] bytes) {
        try {
            assertThat(CompiledPolicy.decode(bytes)).isEqualTo(CompiledPolicy.decode(PAYLOAD));
            return false;
        } catch (CorruptPayloadException refused) {
            return true;
        }
    }
}
