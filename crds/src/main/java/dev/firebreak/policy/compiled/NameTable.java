// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.DnsName;
import dev.firebreak.policy.names.ReversedLabels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The entries of a compiled policy in memory, to be looked up one by one: some 30 bytes a name. */
final class NameTable implements KeyConsumer {
    private byte[] keys = new byte[1 << 12];
    private final int[] ends;
    private final int[] words;
    private int size;

    NameTable(int entries) {
        ends = new int[entries];
        words = new int[entries];
    }

    @Override
    public void accept(byte[] key, int shared, int length, int word) {
        int start = start(size);
        if (start + length > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(start + length, keys.length + (keys.length >> 1)));
        }
        System.arraycopy(key, 0, keys, start, length);
        ends[size] = start + length;
        words[size] = word;
        size++;
    }

    /** The word of a name; 0 if there is no entry for it. */
    int word(DnsName name) {
        byte[] key = ReversedLabels.key(name).getBytes(StandardCharsets.US_ASCII);
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(keys, start(middle), ends[middle], key, 0, key.length);
            if (order == 0) {
                return words[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return 0;
    }

    private int start(int entry) {
        return entry == 0 ? 0 : ends[entry - 1];
    }
}
