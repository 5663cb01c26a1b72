// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Action;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Writes the canonical form piece by piece into the digest and the deflated stream; the whole form never lies in
 * memory.
 */
final class CanonicalWriter implements AutoCloseable {
    /**
     * Pinned, so that one runtime gives one payload for one meaning. The fastest: front-coding has taken most of what
     * repeats, level 6 takes three times as long for 5 % less.
     */
    private static final int LEVEL = Deflater.BEST_SPEED;

    private final MessageDigest sha256 = Digest.sha256();
    private final Deflater deflater = new Deflater(LEVEL);
    private final ByteArrayOutputStream deflated = new ByteArrayOutputStream(1 << 16);
    private final byte[] out = new byte[1 << 16];
    private final byte[] chunk = new byte[1 << 16];
    private final byte[] last = new byte[CanonicalForm.MAX_KEY];
    private int lastLength;
    private int used;
    private long length;

    CanonicalWriter(Action defaultAction, List<CompiledRule> rules, int entries) {
        // The payload's header is filled in when digest and length are known.
        deflated.writeBytes(new byte[CanonicalForm.HEADER_BYTES]);
        putByte(CanonicalForm.VERSION);
        putByte(defaultAction == Action.Deny ? 1 : 0);
        putByte(rules.size());
        for (CompiledRule rule : rules) {
            byte[] name = rule.name().getBytes(StandardCharsets.US_ASCII);
            byte[] reason = rule.reason().getBytes(StandardCharsets.UTF_8);
            putByte(CanonicalForm.code(rule.effect()));
            putByte(name.length);
            put(name, 0, name.length);
            putByte(reason.length);
            putByte(reason.length >>> 8);
            put(reason, 0, reason.length);
        }
        for (int shift = 0; shift < 32; shift += 8) {
            putByte(entries >>> shift);
        }
    }

    /** The next entry: its key must ascend. */
    void entry(byte[] keys, int start, int end, int word) {
        int shared = Arrays.mismatch(last, 0, lastLength, keys, start, end);
        if (shared < 0 || shared == end - start || (shared < lastLength && last[shared] > keys[start + shared])) {
            throw new IllegalStateException("keys do not ascend");
        }
        int rest = end - start - shared;
        if (used + rest + 8 > out.length) {
            flush();
        }
        out[used++] = (byte) shared;
        out[used++] = (byte) rest;
        System.arraycopy(keys, start + shared, out, used, rest);
        System.arraycopy(keys, start + shared, last, shared, rest);
        used += rest;
        lastLength = end - start;
        int mask = used++;
        out[mask] = 0;
        for (int i = 0; i < 4; i++) {
            byte b = (byte) (word >>> (8 * i));
            if (b != 0) {
                out[mask] |= (byte) (1 << i);
                out[used++] = b;
            }
        }
    }

    /** Ends the form: the digest and the payload around it. */
    CompiledPolicy finish(Action defaultAction, List<CompiledRule> rules, int entries) {
        flush();
        deflater.finish();
        drain();
        Digest digest = Digest.ofBytes(sha256.digest());
        byte[] payload = deflated.toByteArray();
        ByteBuffer.wrap(payload)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(CanonicalForm.MAGIC)
                .put(digest.bytes())
                .putInt((int) length);
        return new CompiledPolicy(digest, defaultAction, rules, entries, payload);
    }

    private void putByte(int b) {
        put(new byte[] {(byte) b}, 0, 1);
    }

    private void put(byte[] bytes, int from, int count) {
        if (used + count > out.length) {
            flush();
        }
        System.arraycopy(bytes, from, out, used, count);
        used += count;
    }

    private void flush() {
        sha256.update(out, 0, used);
        length += used;
        deflater.setInput(out, 0, used);
        drain();
        used = 0;
    }

    private void drain() {
        int count = deflater.deflate(chunk);
        while (count > 0) {
            deflated.write(chunk, 0, count);
            count = deflater.deflate(chunk);
        }
    }

    @Override
    public void close() {
        deflater.close();
    }
}
