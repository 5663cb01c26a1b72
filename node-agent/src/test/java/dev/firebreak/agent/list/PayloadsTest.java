// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.firebreak.agent.Examples;
import dev.firebreak.agent.header.PolicyHeader.ListRef;
import dev.firebreak.agent.list.ListFailure.Reason;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an API server may hold in place of the list, and that nothing but the list gets through. */
class PayloadsTest {
    private final CompiledPolicy policy = CachedLists.denying("frontend.example.com", "*.cdn.example.com");
    private final Map<Integer, Chunk> served = new HashMap<>();

    @TempDir
    private Path folder;

    private Payloads payloads;
    private ListRef list;

    @BeforeEach
    void serveInTwoChunks() {
        payloads = new Payloads(new PayloadCache(folder), (digest, index) -> {
            Chunk chunk = served.get(index);
            if (chunk == null) {
                throw new ListFailure(Reason.ChunkMissing, Chunk.name(digest, index) + " is not there");
            }
            return new Chunk(
                    chunk.digest(), chunk.index(), chunk.count(), chunk.bytes().duplicate());
        });
        list = serve(policy.digest(), policy.payload(), policy.entries());
    }

    private ListRef serve(Digest digest, byte[] payload, int entries) {
        int half = payload.length / 2;
        serve(0, digest, Arrays.copyOfRange(payload, 0, half));
        serve(1, digest, Arrays.copyOfRange(payload, half, payload.length));
        return new ListRef(digest, entries, payload.length, 2);
    }

    private void serve(int index, Digest digest, byte[] bytes) {
        served.put(index, new Chunk(digest.hex(), index, 2, ByteBuffer.wrap(bytes)));
    }

    private void assertRefused(ListRef wanted, Reason reason) {
        assertThatExceptionOfType(ListFailure.class)
                .isThrownBy(() -> payloads.get(wanted))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(reason));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldGiveTheListWhenItsChunksAreThere() throws Exception {
        assertThat(payloads.get(list)).isEqualTo(policy);
    }

    @Test
    void shouldGiveItFromTheDiskWhenTheChunksAreGone() throws Exception {
        payloads.get(list);
        served.clear();

        assertThat(payloads.get(list)).isEqualTo(policy);
    }

    @Test
    void shouldFetchAnewWhenTheFileIsDamaged() throws Exception {
        payloads.get(list);
        Path file = folder.resolve(policy.digest().hex() + ".payload");
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length - 1] ^= 1;
        Files.write(file, damaged);

        assertThat(payloads.get(list)).isEqualTo(policy);
        assertThat(Files.readAllBytes(file)).isEqualTo(policy.payload());
    }

    @Test
    void shouldRefuseWhenAChunkIsMissing() {
        served.remove(1);

        assertRefused(list, Reason.ChunkMissing);
    }

    @Test
    void shouldRefuseWhenAChunkIsTruncated() {
        serve(1, policy.digest(), new byte[] {1, 2, 3});

        assertRefused(list, Reason.PayloadCorrupt);
    }

    @Test
    void shouldRefuseWhenTheChunksAreSwapped() {
        Chunk first = served.get(0);
        served.put(0, served.get(1));
        served.put(1, first);

        assertRefused(list, Reason.ChunkInvalid);
    }

    @Test
    void shouldRefuseWhenAChunkIsOfAnotherList() {
        serve(1, Examples.digest("another"), new byte[10]);

        assertRefused(list, Reason.ChunkInvalid);
    }

    @Test
    void shouldRefuseWhenTheContentIsOfAnotherDigest() {
        Digest other = Examples.digest("other");
        ListRef wrong = serve(other, policy.payload(), policy.entries());

        assertRefused(wrong, Reason.PayloadCorrupt);
    }

    @Test
    void shouldRefuseWhenTheHeaderSaysOtherwiseHowManyNames() {
        assertRefused(
                new ListRef(list.digest(), list.entries() + 1, list.payloadBytes(), list.chunks()),
                Reason.PayloadCorrupt);
    }

    @Test
    void shouldRefuseWhenTheHeaderSaysMoreBytesThanItsChunksCanHold() {
        assertRefused(new ListRef(list.digest(), list.entries(), Long.MAX_VALUE / 2, 2), Reason.ChunkInvalid);
    }

    @Test
    void shouldInflateNoMoreThanAListCanHaveWhenItIsABomb() throws IOException {
        var deflated = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(deflated)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                out.write(zeros);
            }
        }
        // The real header, which names the real digest, in front of 64 MiB of zeros in 64 KiB.
        byte[] head = Arrays.copyOf(policy.payload(), 44);
        ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putInt(40, 64 << 20);
        byte[] bomb = Arrays.copyOf(head, head.length + deflated.size());
        System.arraycopy(deflated.toByteArray(), 0, bomb, head.length, deflated.size());

        assertRefused(serve(policy.digest(), bomb, policy.entries()), Reason.PayloadCorrupt);
    }
}
