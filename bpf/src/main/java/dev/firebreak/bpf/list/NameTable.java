// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Makes the kernel's table of a list, and a large one's name filter: array maps, filled through their memory, then frozen. */
final class NameTable {
    /** Names a bucket on the average at most: with 2.4 of 4, one name in ten lies in its second bucket. */
    private static final double MAX_LOAD = 2.4;

    private static final int OVERFULL = -1;
    private static final int MAX_BUCKETS = 1 << 24;

    private NameTable() {}

    /** Takes the descriptors of a list's finished maps, to put them in their place. */
    @FunctionalInterface
    interface Placing {
        /** Puts the filter first, where there is one: a list without it is slower. */
        void put(int table, OptionalInt filter);
    }

    /** Makes the table and, when it is whole, hands its maps over to be put in their place. */
    static LoadedList build(ListDigest digest, NameEntries names, Placing placing) {
        int buckets = 2;
        while (buckets * MAX_LOAD < names.count()) {
            buckets *= 2;
        }
        for (; buckets <= MAX_BUCKETS; buckets *= 2) {
            Optional<LoadedList> loaded = attempt(digest, names, buckets, placing);
            if (loaded.isPresent()) {
                return loaded.get();
            }
        }
        throw new IllegalArgumentException("a list of " + names.count() + " names does not fit a table");
    }

    /** Empty when some name found no place: then the table is made twice as large. */
    private static Optional<LoadedList> attempt(ListDigest digest, NameEntries names, int buckets, Placing placing) {
        try (var table = MappedTable.pages(LoadedList.pages(buckets));
                var filter = LoadedList.hasFarFilter(buckets) ? MappedTable.filter() : null) {
            int entries = fill(digest, names, buckets, table.memory(), filter == null ? null : filter.memory());
            if (entries == OVERFULL) {
                return Optional.empty();
            }
            if (entries != names.count()) {
                throw new IllegalArgumentException("a list said " + names.count() + " names and has " + entries);
            }
            placing.put(table.freeze(), filter == null ? OptionalInt.empty() : OptionalInt.of(filter.freeze()));
            return Optional.of(new LoadedList(digest, entries, buckets));
        }
    }

    /** Returns how many names the table holds, or OVERFULL. */
    private static int fill(
            ListDigest digest, NameEntries names, int buckets, ByteBuffer table, @Nullable ByteBuffer filter) {
        try (var filling = new BucketFilling(table, filter, buckets, digest)) {
            names.forEach(filling);
            return filling.finish() ? filling.entries() : OVERFULL;
        }
    }
}
