// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

/**
 * A list that the kernel holds.
 *
 * @param digest its name
 * @param entries how many names it has
 * @param buckets how many 64-byte buckets they fill, without the header
 */
public record LoadedList(ListDigest digest, int entries, int buckets) {
    /** Returns the bytes of kernel memory that its map takes. */
    public long bytes() {
        return 64L * (buckets + 1L);
    }
}
