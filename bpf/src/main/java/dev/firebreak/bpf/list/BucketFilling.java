// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Abi;
import java.nio.ByteBuffer;

/**
 * Puts names into buckets: each into its first bucket, or where that one is full into its second, and where both are
 * full after an entry of either has moved to its own second bucket. An entry can only move from its first bucket to its
 * second, for the bits that say which was the first are not kept.
 */
final class BucketFilling implements NameEntries.Sink {
    private final ByteBuffer memory;
    private final int mask;
    private final ListDigest digest;
    private final NameHash hash;
    private int entries;
    private boolean overfull;
    private long depths0;
    private long depths1;

    /** memory: zeroed, in host order, of (buckets + 1) * 64 bytes; bucket 0 is the header. */
    BucketFilling(ByteBuffer memory, int buckets, ListDigest digest) {
        this.memory = memory;
        this.mask = buckets - 1;
        this.digest = digest;
        this.hash = new NameHash(digest.seed(0), digest.seed(1));
    }

    @Override
    public void add(byte[] wire, int offset, int length, int value) {
        if (value == 0) {
            throw new IllegalArgumentException("an entry that says nothing");
        }
        if (overfull) {
            return;
        }
        hash.hash(wire, offset, length);
        long h0 = hash.h0();
        long h1 = hash.h1();
        int first = bucketAt((int) h0);
        int second = secondAt(h0 >>> 32, h1);
        if (has(first, h0, h1) || (overflowed(first) && has(second, h0, h1))) {
            throw new IllegalArgumentException("the same name twice in one list");
        }
        int place = freeIn(first);
        if (place < 0) {
            place = freeIn(second);
            if (place < 0) {
                place = vacate(first);
            }
            if (place < 0) {
                place = vacate(second);
            }
            if (place < 0) {
                overfull = true;
                return;
            }
            if (place < first || place >= first + Abi.Bucket.SIZE) {
                markOverflow(first);
            }
        }
        write(place, (int) h1, (int) (h1 >>> 32), (int) (h0 >>> 32), value);
        entries++;
        if (hash.labels() < Long.SIZE) {
            depths0 |= 1L << hash.labels();
        } else {
            depths1 |= 1L << hash.labels();
        }
    }

    /** Moves one entry for which this is the first bucket to its second; the place that it left, or -1. */
    private int vacate(int bucket) {
        for (int entry = bucket; entry < bucket + Abi.Bucket.SIZE; entry += Abi.Entry.SIZE) {
            int tag0 = memory.getInt(entry + Abi.Entry.TAG);
            int tag1 = memory.getInt(entry + Abi.Entry.TAG + 4);
            int tag2 = memory.getInt(entry + Abi.Entry.TAG + 8);
            int other = secondAt(Integer.toUnsignedLong(tag2), Integer.toUnsignedLong(tag0));
            if (other == bucket) {
                continue; // here by its second choice
            }
            int place = freeIn(other);
            if (place >= 0) {
                write(place, tag0, tag1, tag2, memory.getInt(entry + Abi.Entry.VALUE));
                memory.putInt(entry + Abi.Entry.VALUE, 0);
                markOverflow(bucket);
                return entry;
            }
        }
        return -1;
    }

    private int bucketAt(int number) {
        return ((number & mask) + 1) * Abi.Bucket.SIZE;
    }

    /** The mask has fewer than 31 bits, so FB_TAG_OVERFLOW, which is not kept, is not asked for. */
    private int secondAt(long highH0, long h1) {
        return bucketAt((int) (highH0 ^ h1));
    }

    private boolean has(int bucket, long h0, long h1) {
        for (int entry = bucket; entry < bucket + Abi.Bucket.SIZE; entry += Abi.Entry.SIZE) {
            if (memory.getInt(entry + Abi.Entry.VALUE) != 0
                    && memory.getInt(entry + Abi.Entry.TAG) == (int) h1
                    && memory.getInt(entry + Abi.Entry.TAG + 4) == (int) (h1 >>> 32)
                    && ((memory.getInt(entry + Abi.Entry.TAG + 8) ^ (int) (h0 >>> 32)) & ~Abi.FB_TAG_OVERFLOW) == 0) {
                return true;
            }
        }
        return false;
    }

    private int freeIn(int bucket) {
        for (int entry = bucket; entry < bucket + Abi.Bucket.SIZE; entry += Abi.Entry.SIZE) {
            if (memory.getInt(entry + Abi.Entry.VALUE) == 0) {
                return entry;
            }
        }
        return -1;
    }

    private void write(int entry, int tag0, int tag1, int tag2, int value) {
        int overflow = memory.getInt(entry + Abi.Entry.TAG + 8) & Abi.FB_TAG_OVERFLOW;
        memory.putInt(entry + Abi.Entry.TAG, tag0);
        memory.putInt(entry + Abi.Entry.TAG + 4, tag1);
        memory.putInt(entry + Abi.Entry.TAG + 8, (tag2 & ~Abi.FB_TAG_OVERFLOW) | overflow);
        memory.putInt(entry + Abi.Entry.VALUE, value);
    }

    private boolean overflowed(int bucket) {
        return (memory.getInt(bucket + Abi.Bucket.ENTRIES + Abi.Entry.TAG + 8) & Abi.FB_TAG_OVERFLOW) != 0;
    }

    private void markOverflow(int bucket) {
        int at = bucket + Abi.Bucket.ENTRIES + Abi.Entry.TAG + 8;
        memory.putInt(at, memory.getInt(at) | Abi.FB_TAG_OVERFLOW);
    }

    void writeHeader() {
        memory.putInt(Abi.ListHeader.ABI_VERSION, Abi.FB_ABI_VERSION)
                .putInt(Abi.ListHeader.BUCKET_MASK, mask)
                .putLong(Abi.ListHeader.SEED, digest.seed(0))
                .putLong(Abi.ListHeader.SEED + Long.BYTES, digest.seed(1))
                .putLong(Abi.ListHeader.DEPTHS, depths0)
                .putLong(Abi.ListHeader.DEPTHS + Long.BYTES, depths1)
                .put(Abi.ListHeader.DIGEST, digest.key())
                .putLong(Abi.ListHeader.ENTRIES, entries);
    }

    int entries() {
        return entries;
    }

    boolean overfull() {
        return overfull;
    }
}
