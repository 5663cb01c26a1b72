// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Makes the kernel's table of a list: an array map, filled through its memory, then frozen. */
final class NameTable {
    /** Names a bucket on the average at most: with 2.4 of 4, one name in ten lies in its second bucket. */
    private static final double MAX_LOAD = 2.4;

    private static final int OVERFULL = -1;
    private static final int MAX_BUCKETS = 1 << 24;

    private NameTable() {}

    /** Makes the table and, when it is whole, hands its map's descriptor over to be put in its place. */
    static LoadedList build(ListDigest digest, NameEntries names, IntConsumer place) {
        int buckets = 2;
        while (buckets * MAX_LOAD < names.count()) {
            buckets *= 2;
        }
        for (; buckets <= MAX_BUCKETS; buckets *= 2) {
            Optional<LoadedList> loaded = attempt(digest, names, buckets, place);
            if (loaded.isPresent()) {
                return loaded.get();
            }
        }
        throw new IllegalArgumentException("a list of " + names.count() + " names does not fit a table");
    }

    /** Empty when some name found no place: then the table is made twice as large. */
    private static Optional<LoadedList> attempt(ListDigest digest, NameEntries names, int buckets, IntConsumer place) {
        try (var map = new Descriptor(Errno.check(
                Native.createPages0(LoadedList.pages(buckets)), "make a map of " + buckets + " buckets for a list"))) {
            int entries = fill(digest, names, buckets, map);
            if (entries == OVERFULL) {
                return Optional.empty();
            }
            if (entries != names.count()) {
                throw new IllegalArgumentException("a list said " + names.count() + " names and has " + entries);
            }
            Errno.check(Native.freeze0(map.number()), "freeze a list");
            place.accept(map.number());
            return Optional.of(new LoadedList(digest, entries, buckets));
        }
    }

    /** Returns how many names the table holds, or OVERFULL. */
    private static int fill(ListDigest digest, NameEntries names, int buckets, Descriptor map) {
        int[] errno = new int[1];
        ByteBuffer memory = Native.mapPages0(map.number(), (long) LoadedList.pages(buckets) * Abi.Page.SIZE, errno);
        if (memory == null) {
            throw Errno.exception(errno[0], "map the memory of a list");
        }
        try {
            var filling = new BucketFilling(memory.order(ByteOrder.nativeOrder()), buckets, digest);
            names.forEach(filling);
            return filling.finish() ? filling.entries() : OVERFULL;
        } finally {
            Errno.check(Native.unmapPages0(memory), "unmap the memory of a list");
        }
    }
}
