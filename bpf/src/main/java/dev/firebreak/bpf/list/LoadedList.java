// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Abi;

/**
 * A list that the kernel holds.
 *
 * @param digest its name
 * @param entries how many names it has
 * @param buckets how many 64-byte buckets they fill, without the header and the name filter
 */
public record LoadedList(ListDigest digest, int entries, int buckets) {
    /** Returns the bytes of kernel memory that its map takes. */
    public long bytes() {
        return elements(buckets) * Abi.Bucket.SIZE;
    }

    /** Returns the elements of the map: a header, the buckets (a power of two), the blocks of the name filter. */
    static long elements(int buckets) {
        return 1L + buckets + ((buckets - 1) >> Abi.FB_FILTER_SHIFT) + 1;
    }
}
