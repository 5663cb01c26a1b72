// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Hands names to C in batches, which hashes them and puts them into their buckets (shim/buckets.c). */
final class BucketFilling implements NameEntries.Sink {
    private static final int BATCH_BYTES = 64 * 1024;
    private static final int RECORD_BYTES = Integer.BYTES + 1 + Abi.FB_MAX_NAME;
    private static final int NO_SPACE = 28; // ENOSPC
    private static final int TWICE = 17; // EEXIST

    private final ByteBuffer memory;
    private final @Nullable ByteBuffer filter;
    private final byte[] batch = new byte[BATCH_BYTES];
    private final ByteBuffer values = Bytes.view(batch);
    private int used;
    private boolean overfull;

    /**
     * Begins a table.
     *
     * @param memory direct, zeroed, in host order, of {@link LoadedList#pages} pages
     * @param filter the same, a filter's size; null where the list has its filter behind the header
     * @param buckets a power of two
     */
    BucketFilling(ByteBuffer memory, @Nullable ByteBuffer filter, int buckets, ListDigest digest) {
        this.memory = memory;
        this.filter = filter;
        if (filter != null) {
            filter.put(Abi.Filter.DIGEST, digest.key());
        }
        memory.putInt(Abi.ListHeader.ABI_VERSION, Abi.FB_ABI_VERSION)
                .putInt(Abi.ListHeader.BUCKET_MASK, buckets - 1)
                .putLong(Abi.ListHeader.SEED, digest.seed(0))
                .putLong(Abi.ListHeader.SEED + Long.BYTES, digest.seed(1))
                .put(Abi.ListHeader.DIGEST, digest.key());
    }

    @Override
    public void add(byte[] wire, int offset, int length, int value) {
        if (length < 1 || length > Abi.FB_MAX_NAME || value == 0) {
            throw new IllegalArgumentException("a name of " + length + " octets that means " + value);
        }
        if (used + RECORD_BYTES > BATCH_BYTES) {
            flush();
        }
        values.putInt(used, value);
        batch[used + Integer.BYTES] = (byte) length;
        System.arraycopy(wire, offset, batch, used + Integer.BYTES + 1, length);
        used += Integer.BYTES + 1 + length;
    }

    private void flush() {
        int result = overfull ? 0 : Native.fillBuckets0(memory, filter, batch, used);
        used = 0;
        if (result == -NO_SPACE) {
            overfull = true;
        } else if (result == -TWICE) {
            throw new IllegalArgumentException("the same name twice in one list");
        } else {
            Errno.check(result, "fill a list's buckets");
        }
    }

    /** Ends the table; false when some name found no place. */
    boolean finish() {
        flush();
        return !overfull;
    }

    /** Returns how many names it holds. */
    int entries() {
        return memory.getInt(Abi.ListHeader.ENTRIES);
    }
}
