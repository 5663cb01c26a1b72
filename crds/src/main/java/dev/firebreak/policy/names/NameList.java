// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.names;

import dev.firebreak.policy.DnsName;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The names of one list in the order of its lines, packed: a million names cost some 30 bytes each, not an object each.
 * Immutable.
 *
 * <p>A name is kept as its <em>key</em>: lower case, labels from the last to the first, joined by dots:
 * {@code com.example.www}. Keys that share a parent share a beginning, which sorting and front-coding live on.
 */
public final class NameList {
    private final String source;
    private final byte[] keys;
    private final int[] ends;
    private final int[] lines;
    private final boolean[] below;
    private final int size;

    NameList(String source, byte[] keys, int[] ends, int[] lines, boolean[] below, int size) {
        this.source = source;
        this.keys = keys;
        this.ends = ends;
        this.lines = lines;
        this.below = below;
        this.size = size;
    }

    /** The list as a person names it: a file, or a ConfigMap and key. */
    public String source() {
        return source;
    }

    /** How many names, repeats counted. */
    public int size() {
        return size;
    }

    /** Bytes of all keys together. */
    public int keyBytes() {
        return size == 0 ? 0 : ends[size - 1];
    }

    /** Copies all keys, one after the other, to {@code target} from {@code offset} on. */
    public void copyKeys(byte[] target, int offset) {
        System.arraycopy(keys, 0, target, offset, keyBytes());
    }

    /** Where the key of name {@code i} ends in {@link #copyKeys}' bytes; it begins where the one before ends. */
    public int keyEnd(int i) {
        return ends[i];
    }

    /** True if name {@code i} was written {@code *.x}. */
    public boolean isBelow(int i) {
        return below[i];
    }

    /** Name {@code i} as a pattern. */
    public NamePattern pattern(int i) {
        int start = i == 0 ? 0 : ends[i - 1];
        DnsName name = ReversedLabels.name(new String(keys, start, ends[i] - start, StandardCharsets.US_ASCII));
        return below[i] ? new NamePattern.Below(name) : new NamePattern.Exact(name);
    }

    /** The line of name {@code i}. */
    public SourcePosition position(int i) {
        return new SourcePosition(source, lines[i], 0, "");
    }

    /** The first place of a pattern, found by looking at all: for a question of a person, not of a packet. */
    public OptionalInt indexOf(NamePattern pattern) {
        byte[] key = ReversedLabels.key(pattern.name()).getBytes(StandardCharsets.US_ASCII);
        boolean star = pattern instanceof NamePattern.Below;
        int start = 0;
        for (int i = 0; i < size; i++) {
            int end = ends[i];
            if (below[i] == star && end - start == key.length && Arrays.equals(keys, start, end, key, 0, key.length)) {
                return OptionalInt.of(i);
            }
            start = end;
        }
        return OptionalInt.empty();
    }

    /** A view as patterns, made one by one as they are asked for. */
    public List<NamePattern> patterns() {
        return new AbstractList<>() {
            @Override
            public NamePattern get(int i) {
                return pattern(Objects.checkIndex(i, size));
            }

            @Override
            public int size() {
                return size;
            }
        };
    }
}
