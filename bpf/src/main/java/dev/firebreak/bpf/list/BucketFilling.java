// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Hands names to C in batches, which hashes them and puts them into their buckets (shim/buckets.c): the last batch here, all
 * before it on another thread, while whoever hands out the names reads on.
 */
final class BucketFilling implements NameEntries.Sink, AutoCloseable {
    private static final int BATCH_BYTES = 64 * 1024;
    private static final int RECORD_BYTES = Integer.BYTES + 1 + Abi.FB_MAX_NAME;
    private static final int NO_SPACE = 28; // ENOSPC
    private static final int TWICE = 17; // EEXIST

    private final ByteBuffer list;
    private final @Nullable ByteBuffer pieces;
    private Batch batch = new Batch();
    private Batch spare = new Batch();
    private @Nullable ExecutorService filler; // only where there is more than one batch
    private @Nullable Future<?> underWay;
    private boolean overfull; // of whoever fills a batch: never two at a time

    /** Names on end, each behind its value and its size. */
    private static final class Batch {
        private final byte[] bytes = new byte[BATCH_BYTES];
        private final ByteBuffer values = Bytes.view(bytes);
        private int used;
    }

    /**
     * Begins a table.
     *
     * @param list direct, zeroed, in host order: a value of fb_lists
     * @param pieces the same, {@link LoadedList#pieces} values of fb_pieces on end; null where there are none
     * @param buckets a power of two
     */
    BucketFilling(ByteBuffer list, @Nullable ByteBuffer pieces, int buckets, ListDigest digest) {
        this.list = list;
        this.pieces = pieces;
        list.putInt(Abi.ListHeader.ABI_VERSION, Abi.FB_ABI_VERSION)
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
        if (batch.used + RECORD_BYTES > BATCH_BYTES) {
            handOver();
        }
        Batch to = batch;
        to.values.putInt(to.used, value);
        to.bytes[to.used + Integer.BYTES] = (byte) length;
        System.arraycopy(wire, offset, to.bytes, to.used + Integer.BYTES + 1, length);
        to.used += Integer.BYTES + 1 + length;
    }

    private void handOver() {
        await();
        Batch full = batch;
        batch = spare;
        spare = full;
        if (filler == null) {
            filler = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("firebreak-fill").daemon().factory());
        }
        underWay = filler.submit(() -> fill(full));
    }

    /** Returns when the batch that was handed over is filled in. */
    private void await() {
        try {
            if (underWay != null) {
                underWay.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a list was filled", e);
        }
    }

    private void fill(Batch names) {
        int result = overfull ? 0 : Native.fillBuckets0(list, pieces, names.bytes, names.used);
        names.used = 0;
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
        await();
        fill(batch);
        return !overfull;
    }

    /** Returns how many names it holds. */
    int entries() {
        return list.getInt(Abi.ListHeader.ENTRIES);
    }

    /** Returns when nothing writes to the memory any more. */
    @Override
    public void close() {
        if (filler != null) {
            filler.close();
        }
    }
}
