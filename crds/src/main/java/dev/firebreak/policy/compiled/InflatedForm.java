// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The canonical form as it comes out of a payload, through one buffer of 64 KiB. Inflates not one byte more than the
 * payload's header declares, whatever the compressed bytes hold, and checks at the end that the length is as declared
 * and nothing trails.
 */
final class InflatedForm implements AutoCloseable {
    /** Sees every byte of the form once, in order: to take its digest. */
    @FunctionalInterface
    interface Observer {
        void see(byte[] bytes, int from, int count);
    }

    private final Inflater inflater = new Inflater();
    private final Observer observer;
    private final byte[] buffer = new byte[1 << 16];
    private final long declared;
    private long inflated;
    private int position;
    private int limit;

    InflatedForm(byte[] payload, int from, long declared, Observer observer) {
        this.observer = observer;
        this.declared = declared;
        inflater.setInput(payload, from, payload.length - from);
    }

    byte[] buffer() {
        return buffer;
    }

    /** Makes {@code count} bytes ready in {@link #buffer} and steps over them; returns where they begin. */
    int take(int count) throws CorruptPayloadException {
        if (limit - position < count) {
            fill(count);
        }
        int from = position;
        position += count;
        return from;
    }

    int takeByte() throws CorruptPayloadException {
        return buffer[take(1)] & 0xff;
    }

    private void fill(int count) throws CorruptPayloadException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < count) {
            int room = (int) Math.min(buffer.length - limit, declared - inflated);
            int more = room == 0 ? 0 : inflate(buffer, limit, room);
            if (more == 0) {
                throw new CorruptPayloadException(
                        "the canonical form ends at byte " + inflated + ", in the middle of something");
            }
            observer.see(buffer, limit, more);
            limit += more;
            inflated += more;
        }
    }

    /** The form must be at its end, as long as declared, the stream whole and the last of the payload. */
    void end() throws CorruptPayloadException {
        if (limit != position || inflated != declared) {
            throw new CorruptPayloadException("the canonical form goes on after its last entry");
        }
        if (inflate(buffer, 0, 1) != 0 || !inflater.finished()) {
            throw new CorruptPayloadException(
                    "the deflated stream goes on after the " + declared + " bytes declared, or has no end");
        }
        if (inflater.getRemaining() != 0) {
            throw new CorruptPayloadException(inflater.getRemaining() + " bytes trail the deflated stream");
        }
    }

    private int inflate(byte[] target, int from, int room) throws CorruptPayloadException {
        try {
            return inflater.inflate(target, from, room);
        } catch (DataFormatException e) {
            throw new CorruptPayloadException("not a zlib stream: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        inflater.close();
    }
}
