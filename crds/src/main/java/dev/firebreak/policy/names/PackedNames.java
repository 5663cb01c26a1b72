// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.names;

import dev.firebreak.policy.NameSyntax;
import java.util.Arrays;

/**
 * Grows a {@link NameList}: takes words as bytes, without an object a name. The fast way in accepts exactly what
 * {@link NameSyntax#patternComplaint} has no complaint about; a test holds the two together.
 */
final class PackedNames {
    private static final byte[] FOLDED = foldedLabelCharacters();

    private byte[] keys = new byte[8_192];
    private int[] ends = new int[512];
    private int[] lines = new int[512];
    private boolean[] below = new boolean[512];
    private int size;
    private int used;

    int size() {
        return size;
    }

    int keyBytes() {
        return used;
    }

    /** Adds the word {@code text[from, to)} if it is a pattern; false, and nothing changed, if it is none. */
    boolean add(byte[] text, int from, int to, int line) {
        boolean star = to - from > 2 && text[from] == '*' && text[from + 1] == '.';
        int start = star ? from + 2 : from;
        int end = to - start > 1 && text[to - 1] == '.' ? to - 1 : to;
        int length = end - start;
        if (length < 1 || end - from > NameSyntax.MAX_NAME) {
            return false;
        }
        if (used + length > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(used + length, keys.length + (keys.length >> 1)));
        }
        if (!copyReversed(text, start, end)) {
            return false;
        }
        append(length, line, star);
        return true;
    }

    /**
     * Writes the labels of {@code text[start, end)} last to first at {@code used}, folded; false if one is not a label.
     */
    private boolean copyReversed(byte[] text, int start, int end) {
        int at = used + (end - start);
        int labelStart = start;
        boolean onlyDigits = true;
        int labels = 0;
        for (int i = start; i <= end; i++) {
            if (i < end && text[i] != '.') {
                byte folded = text[i] < 0 ? 0 : FOLDED[text[i]];
                if (folded == 0) {
                    return false;
                }
                onlyDigits &= folded >= '0' && folded <= '9';
                continue;
            }
            int length = i - labelStart;
            if (length < 1 || length > NameSyntax.MAX_LABEL) {
                return false;
            }
            onlyDigits &= length <= 3;
            at -= length;
            for (int j = 0; j < length; j++) {
                keys[at + j] = FOLDED[text[labelStart + j]];
            }
            if (i < end) {
                keys[--at] = '.';
            }
            labelStart = i + 1;
            labels++;
        }
        return !(onlyDigits && labels == 4);
    }

    private void append(int length, int line, boolean star) {
        if (size == ends.length) {
            int capacity = size + (size >> 1);
            ends = Arrays.copyOf(ends, capacity);
            lines = Arrays.copyOf(lines, capacity);
            below = Arrays.copyOf(below, capacity);
        }
        used += length;
        ends[size] = used;
        lines[size] = line;
        below[size] = star;
        size++;
    }

    NameList toList(String source) {
        return new NameList(source, keys, ends, lines, below, size);
    }

    private static byte[] foldedLabelCharacters() {
        var folded = new byte[128];
        for (int c = 0; c < folded.length; c++) {
            int lower = NameSyntax.toLower(c);
            folded[c] = (byte) (NameSyntax.isLabelCharacter(lower) ? lower : 0);
        }
        return folded;
    }
}
