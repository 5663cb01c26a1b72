// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Sorts keys packed in one array, as unsigned bytes, without an object a key: three-way quicksort over eight bytes at a
 * time (Bentley and Sedgewick's multikey quicksort with cached words), so that a key's bytes are fetched once every
 * eight bytes and not once a comparison. Pivots are drawn pseudo-randomly from a fixed seed: no order of names that
 * somebody feeds in makes it quadratic.
 */
final class KeySort {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int SMALL = 12;

    private final byte[] keys;
    private final int[] ends;
    private final int[] order;
    private final long[] words;
    private long random = 0x9e3779b97f4a7c15L;

    private KeySort(byte[] keys, int[] ends) {
        this.keys = keys;
        this.ends = ends;
        this.order = new int[ends.length];
        this.words = new long[ends.length];
    }

    /**
     * The indexes of all keys in ascending order; equal keys in any order.
     *
     * @param keys all keys one after the other, none holding a zero byte
     * @param ends where each key ends; it begins where the one before ends
     */
    static int[] ascending(byte[] keys, int[] ends) {
        var sort = new KeySort(keys, ends);
        for (int i = 0; i < ends.length; i++) {
            sort.order[i] = i;
        }
        sort.sortFrom(0, ends.length, 0);
        return sort.order;
    }

    /** Sorts the keys of {@code order[from, to)}, which are equal in their first {@code depth} bytes. */
    private void sortFrom(int from, int to, int depth) {
        for (int i = from; i < to; i++) {
            words[i] = word(order[i], depth);
        }
        quicksort(from, to, depth);
    }

    private void quicksort(int from, int to, int depth) {
        int low = from;
        int high = to;
        while (high - low > SMALL) {
            long pivot = words[low + randomBelow(high - low)];
            int less = low;
            int more = high;
            int i = low;
            while (i < more) {
                if (words[i] == pivot) {
                    i++;
                } else if (Long.compareUnsigned(words[i], pivot) < 0) {
                    swap(less++, i++);
                } else {
                    swap(i, --more);
                }
            }
            refine(less, more, depth, pivot);
            // The larger side is the loop's, the smaller the recursion's: the stack stays shallow.
            if (less - low < high - more) {
                quicksort(low, less, depth);
                low = more;
            } else {
                quicksort(more, high, depth);
                high = less;
            }
        }
        insertionSort(low, high, depth);
    }

    private void insertionSort(int from, int to, int depth) {
        for (int i = from + 1; i < to; i++) {
            for (int j = i; j > from && Long.compareUnsigned(words[j], words[j - 1]) < 0; j--) {
                swap(j, j - 1);
            }
        }
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || words[i] != words[start]) {
                if (start < to) {
                    refine(start, i, depth, words[start]);
                }
                start = i;
            }
        }
    }

    /**
     * Keys with one and the same word: go on behind it, unless the word ends in a zero byte, which only a key's end
     * gives.
     */
    private void refine(int from, int to, int depth, long word) {
        if (to - from > 1 && (word & 0xff) != 0) {
            sortFrom(from, to, depth + Long.BYTES);
        }
    }

    /** Eight bytes of a key from {@code depth} on, big-endian, zeros behind its end. */
    private long word(int key, int depth) {
        int at = (key == 0 ? 0 : ends[key - 1]) + depth;
        int left = ends[key] - at;
        if (left >= Long.BYTES) {
            return (long) BIG_ENDIAN.get(keys, at);
        }
        long word = 0;
        for (int i = 0; i < left; i++) {
            word |= (keys[at + i] & 0xffL) << (56 - 8 * i);
        }
        return word;
    }

    private void swap(int i, int j) {
        long word = words[i];
        words[i] = words[j];
        words[j] = word;
        int key = order[i];
        order[i] = order[j];
        order[j] = key;
    }

    private int randomBelow(int bound) {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return (int) Long.remainderUnsigned(random, bound);
    }
}
