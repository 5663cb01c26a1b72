// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.policy.compiled.Digest;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {
    private static final Digest DIGEST = Digest.ofHex("0123456789abcdef".repeat(4));

    @ParameterizedTest
    @ValueSource(
            ints = {
                1,
                Chunks.MAX_BYTES - 1,
                Chunks.MAX_BYTES,
                Chunks.MAX_BYTES + 1,
                2 * Chunks.MAX_BYTES,
                3 * Chunks.MAX_BYTES + 7
            })
    void shouldGiveThePayloadBackWhenPutTogether(int bytes) {
        // Given
        byte[] payload = new byte[bytes];
        new Random(bytes).nextBytes(payload);
        int count = Chunks.count(bytes);

        // When
        var together = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            DenylistChunk chunk = Chunks.bean(DIGEST, payload, i);
            assertThat(Chunks.bytes(chunk)).isNotEmpty().hasSizeLessThanOrEqualTo(Chunks.MAX_BYTES);
            assertThat(chunk.getSpec().getCount()).isEqualTo(count);
            together.writeBytes(Chunks.bytes(chunk));
        }

        // Then
        assertThat(together.toByteArray()).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 72})
    void shouldTellTheDigestWhenGivenAChunksName(int index) {
        assertThat(Chunks.digest(Chunks.name(DIGEST, index))).contains(DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x-0",
                "0123456789abcdef-0",
                "-0",
                "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF-0"
            })
    void shouldTellNoDigestWhenItIsNoChunksName(String name) {
        assertThat(Chunks.digest(name)).isEmpty();
    }
}
