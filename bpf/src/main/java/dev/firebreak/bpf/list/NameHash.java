// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

/**
 * The keyed hash of a name, the twin of the kernel's (firebreak_abi.h, "The name hash"): SipHash-1-3 rounds over the
 * labels from the right. One instance hashes one name after another; nothing is allocated for a name.
 */
final class NameHash {
    private static final int MAX_LABELS = 127;
    private final long seed0;
    private final long seed1;
    private final int[] starts = new int[MAX_LABELS + 1];
    private int labels;
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long h0;
    private long h1;

    NameHash(long seed0, long seed1) {
        this.seed0 = seed0;
        this.seed1 = seed1;
    }

    /**
     * Hashes a name in wire form, upper case taken as lower; the results are {@link #h0()}, {@link #h1()} and
     * {@link #labels()}.
     *
     * @throws IllegalArgumentException when it is no name: a length that does not fit, no label, or a pointer
     */
    void hash(byte[] wire, int offset, int length) {
        findLabels(wire, offset, length);
        v0 = seed0 ^ 0x736f6d6570736575L; // "somepseu"
        v1 = seed1 ^ 0x646f72616e646f6dL; // "dorandom"
        v2 = seed0 ^ 0x6c7967656e657261L; // "lygenera"
        v3 = seed1 ^ 0x7465646279746573L; // "tedbytes"
        for (int i = labels - 1; i >= 0; i--) {
            label(wire, starts[i] + 1, wire[starts[i]]);
        }
        v2 ^= 0xff;
        round();
        round();
        round();
        h0 = v0 ^ v1;
        h1 = v2 ^ v3;
    }

    private void findLabels(byte[] wire, int offset, int length) {
        labels = 0;
        int end = offset + length;
        int at = offset;
        while (at < end && wire[at] != 0) {
            int size = wire[at];
            if (size < 0 || size > 63 || at + 1 + size > end || labels == MAX_LABELS) {
                throw new IllegalArgumentException("not a name in wire form, at octet " + (at - offset));
            }
            starts[labels++] = at;
            at += 1 + size;
        }
        if (labels == 0) {
            throw new IllegalArgumentException("the root has no entry");
        }
    }

    private void label(byte[] wire, int from, int size) {
        int at = from;
        int end = from + size;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            word(bytes(wire, at, Long.BYTES));
        }
        word(bytes(wire, at, end - at) | (long) size << 56);
    }

    private static long bytes(byte[] wire, int at, int count) {
        long word = 0;
        for (int i = 0; i < count; i++) {
            int octet = wire[at + i] & 0xff;
            if (octet >= 'A' && octet <= 'Z') {
                octet |= 0x20;
            }
            word |= (long) octet << (8 * i);
        }
        return word;
    }

    private void word(long word) {
        v3 ^= word;
        round();
        v0 ^= word;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }

    /** Returns the hash's first word. */
    long h0() {
        return h0;
    }

    /** Returns its second word. */
    long h1() {
        return h1;
    }

    /** Returns how many labels the name has, without the root. */
    int labels() {
        return labels;
    }
}
