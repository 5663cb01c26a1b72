// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.Names;
import dev.firebreak.bpf.jni.Abi;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketFillingTest {
    private static final int BUCKETS = 512;

    private static ByteBuffer memory(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    private static ByteBuffer list() {
        return memory(Abi.List.SIZE);
    }

    static List<String> vectors() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/name-hash.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shouldPutANameWhereTheVectorsSay(String vector) {
        // Given
        String[] fields = vector.split(" ", -1);
        byte[] wire = Names.wire(new String(HexFormat.of().parseHex(fields[1]), ISO_8859_1));
        long sign = Long.parseUnsignedLong(fields[2], 16);
        ByteBuffer list = list();
        ByteBuffer pieces = memory(Abi.Piece.SIZE);
        // When
        for (var filling : List.of(
                new BucketFilling(list, null, BUCKETS, ListDigest.parse(fields[0])),
                new BucketFilling(list(), pieces, Abi.FB_PIECE_BUCKETS, ListDigest.parse(fields[0])))) {
            filling.add(wire, 0, wire.length, 0x40);
            assertThat(filling.finish()).isTrue();
        }
        // Then
        int bucket = (int) (sign >>> 40);
        assertEntry(list, Abi.List.BUCKETS + (bucket & (BUCKETS - 1)) * Abi.Bucket.SIZE, fields);
        assertEntry(pieces, (bucket & (Abi.FB_PIECE_BUCKETS - 1)) * Abi.Bucket.SIZE, fields);
    }

    private static void assertEntry(ByteBuffer memory, int at, String[] fields) {
        assertThat(memory.getInt(at + Abi.Entry.TAG))
                .isEqualTo((int) (Long.parseUnsignedLong(fields[2], 16) >>> 8) & 0x7fffffff);
        assertThat(memory.getInt(at + Abi.Entry.TAG + 4)).isEqualTo((int) Long.parseUnsignedLong(fields[4], 16));
        assertThat(memory.getInt(at + Abi.Entry.TAG + 8)).isEqualTo((int) Long.parseUnsignedLong(fields[3], 16));
        assertThat(memory.getInt(at + Abi.Entry.VALUE)).isEqualTo(0x40);
    }

    @Test
    void shouldNotDependOnTheRootLabelOrTheOffset() {
        // Given
        ByteBuffer with = list();
        ByteBuffer without = list();
        byte[] wire = Names.wire("frontend.example.com");
        byte[] shifted = new byte[wire.length + 7];
        System.arraycopy(wire, 0, shifted, 5, wire.length);
        // When
        var whole = new BucketFilling(with, null, BUCKETS, Names.digest("a"));
        whole.add(wire, 0, wire.length, 1);
        whole.finish();
        var cut = new BucketFilling(without, null, BUCKETS, Names.digest("a"));
        cut.add(shifted, 5, wire.length - 1, 1);
        cut.finish();
        // Then
        assertThat(without).isEqualTo(with);
        assertThat(with.getLong(Abi.ListHeader.DEPTHS)).isEqualTo(1 << 3);
    }

    @Test
    void shouldSayThatATableIsOverfullWhenANameFindsNoPlace() {
        // Given
        var filling = new BucketFilling(list(), null, 2, Names.digest("a"));
        // When
        for (int i = 0; i < 9; i++) {
            byte[] wire = Names.wire("host-" + i);
            filling.add(wire, 0, wire.length, 1);
        }
        // Then
        assertThat(filling.finish()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0361", "c00c", "4061"})
    void shouldRefuseWhatIsNoName(String hex) {
        byte[] wire = HexFormat.of().parseHex(hex);
        var filling = new BucketFilling(list(), null, 2, Names.digest("a"));
        filling.add(wire, 0, wire.length, 1);
        assertThatThrownBy(filling::finish).isInstanceOf(BpfException.class).hasMessageContaining("EINVAL");
    }
}
