// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Abi;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SHA-256 of a list's canonical bytes. Its first half is the list's key in the kernel, its second the seed of the
 * list's name hash.
 */
public final class ListDigest {
    private static final int SIZE = 32;
    private final byte[] bytes;

    private ListDigest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Makes a digest of 32 bytes, which are copied. */
    public static ListDigest of(byte[] sha256) {
        if (sha256.length != SIZE) {
            throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + sha256.length);
        }
        return new ListDigest(sha256.clone());
    }

    /** Makes a digest of 64 hexadecimal digits. */
    public static ListDigest parse(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** Returns the 16 bytes by which the kernel knows the list. */
    public byte[] key() {
        return Arrays.copyOf(bytes, Abi.FB_DIGEST_SIZE);
    }

    long seed(int word) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(Abi.FB_DIGEST_SIZE + word * Long.BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListDigest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
