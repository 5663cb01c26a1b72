// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.bpf.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameHashTest {
    static List<String> vectors() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/name-hash.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shouldAgreeWithTheVectors(String vector) {
        // Given
        String[] fields = vector.split(" ", -1);
        ListDigest digest = ListDigest.parse(fields[0]);
        byte[] wire = Names.wire(new String(HexFormat.of().parseHex(fields[1]), ISO_8859_1));
        var hash = new NameHash(digest.seed(0), digest.seed(1));
        // When
        hash.hash(wire, 0, wire.length);
        // Then
        assertThat("%016x %016x".formatted(hash.h0(), hash.h1())).isEqualTo(fields[2] + " " + fields[3]);
    }

    @Test
    void shouldNotDependOnTheRootLabelOrTheOffset() {
        // Given
        var hash = new NameHash(1, 2);
        byte[] wire = Names.wire("frontend.example.com");
        byte[] shifted = new byte[wire.length + 7];
        System.arraycopy(wire, 0, shifted, 5, wire.length);
        hash.hash(wire, 0, wire.length);
        long h0 = hash.h0();
        // When
        hash.hash(shifted, 5, wire.length - 1);
        // Then
        assertThat(hash.h0()).isEqualTo(h0);
        assertThat(hash.labels()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0361", "c00c", "4061"})
    void shouldRefuseWhatIsNoName(String hex) {
        byte[] wire = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> new NameHash(1, 2).hash(wire, 0, wire.length))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
