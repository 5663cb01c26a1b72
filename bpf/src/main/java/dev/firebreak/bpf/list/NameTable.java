// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Abi;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the kernel's table of a list: a map with its header, and a large one's pieces; filled through their memory, then frozen. */
final class NameTable {
    /** Names a bucket on the average at most: with 2.4 of 4, one name in ten lies in its second bucket. */
    private static final double MAX_LOAD = 2.4;

    private static final int OVERFULL = -1;
    private static final int MAX_BUCKETS = Abi.FB_PIECES * Abi.FB_PIECE_BUCKETS;

    private NameTable() {}

    /** Takes the descriptors of a list's finished maps, to put them in their place. */
    @FunctionalInterface
    interface Placing {
        /** Puts the pieces first, of a large list: a list that stands there is whole. */
        void put(int list, int[] pieces);
    }

    /** Makes the table and, when it is whole, hands its maps over to be put in their place. */
    static LoadedList build(ListDigest digest, NameEntries names, Placing placing) {
        for (int buckets = buckets(names.count()); buckets <= MAX_BUCKETS; buckets *= 2) {
            Optional<LoadedList> loaded = attempt(digest, names, buckets, placing);
            if (loaded.isPresent()) {
                return loaded.get();
            }
        }
        throw new IllegalArgumentException("a list of " + names.count() + " names does not fit a table");
    }

    /** Returns the buckets that so many names are first tried in. */
    static int buckets(int names) {
        int buckets = 2;
        while (buckets * MAX_LOAD < names) {
            buckets *= 2;
        }
        return buckets;
    }

    /** Empty when some name found no place: then the table is made twice as large. */
    private static Optional<LoadedList> attempt(ListDigest digest, NameEntries names, int buckets, Placing placing) {
        int count = LoadedList.pieces(buckets);
        try (var list = new MappedTable(1, Abi.List.SIZE);
                var pieces = count == 0 ? null : new MappedTable(count, Abi.Piece.SIZE)) {
            int entries = fill(digest, names, buckets, list.memory(), pieces == null ? null : pieces.memory());
            if (entries == OVERFULL) {
                return Optional.empty();
            }
            if (entries != names.count()) {
                throw new IllegalArgumentException("a list said " + names.count() + " names and has " + entries);
            }
            placing.put(list.freeze()[0], pieces == null ? new int[0] : pieces.freeze());
            return Optional.of(new LoadedList(digest, entries, buckets));
        }
    }

    /** Returns how many names the table holds, or OVERFULL. */
    private static int fill(
            ListDigest digest, NameEntries names, int buckets, ByteBuffer list, @Nullable ByteBuffer pieces) {
        try (var filling = new BucketFilling(list, pieces, buckets, digest)) {
            names.forEach(filling);
            return filling.finish() ? filling.entries() : OVERFULL;
        }
    }
}
