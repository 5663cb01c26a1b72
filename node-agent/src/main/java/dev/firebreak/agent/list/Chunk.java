// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

import dev.firebreak.agent.list.ListFailure.Reason;
import dev.firebreak.policy.compiled.Digest;
import java.nio.ByteBuffer;

/**
 * A part of a list, as the API server gave it.
 *
 * @param digest of the list, in hexadecimal, as the chunk says
 * @param index from 0
 * @param count of the list's chunks, as the chunk says
 * @param bytes what remains of it
 */
record Chunk(String digest, int index, int count, ByteBuffer bytes) {
    /** Bytes of a chunk at most, as its schema says. */
    static final int MAX_BYTES = 900 << 10;

    /** The name of a chunk's object. */
    static String name(Digest digest, int index) {
        return digest.hex() + "-" + index;
    }

    /** Refuses a chunk that is not this one of this list. */
    void check(Digest expected, int expectedIndex, int expectedCount) throws ListFailure {
        if (!digest.equals(expected.hex()) || index != expectedIndex || count != expectedCount) {
            throw new ListFailure(
                    Reason.ChunkInvalid,
                    name(expected, expectedIndex) + " says that it is chunk " + index + " of " + count + " of " + digest
                            + ", the header says " + expectedCount + " chunks");
        }
        if (!bytes.hasRemaining() || bytes.remaining() > MAX_BYTES) {
            throw new ListFailure(
                    Reason.ChunkInvalid,
                    name(expected, expectedIndex) + " holds " + bytes.remaining() + " bytes, a chunk 1 to "
                            + MAX_BYTES);
        }
    }
}
