// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Abi;

/**
 * A list that the kernel holds.
 *
 * @param digest its name
 * @param entries how many names it has
 * @param buckets how many 64-byte buckets they fill, without the header
 */
public record LoadedList(ListDigest digest, int entries, int buckets) {
    /** Returns the bytes of kernel memory that its maps take. */
    public long bytes() {
        return Abi.List.SIZE + (long) pieces(buckets) * Abi.Piece.SIZE;
    }

    /** Returns what a list of so many names takes as a rule; one whose names crowd takes twice as much. */
    public static long bytes(int entries) {
        return new LoadedList(ListDigest.of(new byte[32]), entries, NameTable.buckets(entries)).bytes();
    }

    /** Returns in how many pieces so many buckets (a power of two) lie; 0: they stand behind the header. */
    static int pieces(int buckets) {
        return buckets <= Abi.FB_NEAR_BUCKETS ? 0 : Math.ceilDiv(buckets, Abi.FB_PIECE_BUCKETS);
    }
}
