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
    /** Returns the bytes of kernel memory that its maps take. */
    public long bytes() {
        return (long) pages(buckets) * Abi.Page.SIZE + (hasFarFilter(buckets) ? Abi.Filter.SIZE : 0);
    }

    private static int filterLines(int buckets) {
        return ((buckets - 1) >> Abi.FB_FILTER_SHIFT) + 1;
    }

    /** Tells whether the name filter of a list of so many buckets is a map of its own. */
    static boolean hasFarFilter(int buckets) {
        return filterLines(buckets) > Abi.FB_FILTER_NEAR;
    }

    /** Returns the lines of 64 bytes in front of the buckets (a power of two): the header, a near name filter. */
    static int linesBefore(int buckets) {
        return 1 + (hasFarFilter(buckets) ? 0 : filterLines(buckets));
    }

    /** Returns the elements of the list's map. */
    static int pages(int buckets) {
        return Math.ceilDiv(linesBefore(buckets) + buckets, Abi.FB_PAGE_LINES);
    }
}
