// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Effect;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * Writes canonical forms by hand, right or wrong, in a payload whose length, digest and deflated stream are right.
 * Written from the layout in {@link CanonicalForm}, not from the writer.
 */
final class PayloadText {
    private final ByteArrayOutputStream form = new ByteArrayOutputStream();

    /** Version, default action and number of rules. */
    static PayloadText begin(int version, int defaultAction, int rules) {
        return new PayloadText().bytes(version, defaultAction, rules);
    }

    PayloadText rule(Effect effect, String name, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return bytes(effect == Effect.DENY ? 0 : effect == Effect.ALLOW ? 1 : 2)
                .text8(name)
                .bytes(text.length & 0xff, text.length >> 8)
                .raw(text);
    }

    PayloadText entries(long count) {
        return bytes(
                (int) count & 0xff, (int) (count >> 8) & 0xff, (int) (count >> 16) & 0xff, (int) (count >> 24) & 0xff);
    }

    PayloadText entry(int shared, String rest, int... maskAndWord) {
        return bytes(shared).text8(rest).bytes(maskAndWord);
    }

    PayloadText bytes(int... values) {
        for (int value : values) {
            form.write(value);
        }
        return this;
    }

    PayloadText raw(byte[] bytes) {
        form.writeBytes(bytes);
        return this;
    }

    private PayloadText text8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return bytes(bytes.length).raw(bytes);
    }

    byte[] payload() {
        return payload(form.toByteArray(), form.size());
    }

    /** A payload of any form, declaring any length. */
    static byte[] payload(byte[] form, int declared) {
        byte[] deflated = deflate(form);
        return ByteBuffer.allocate(44 + deflated.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("FBPOLICY".getBytes(StandardCharsets.US_ASCII))
                .put(Digest.sha256().digest(form))
                .putInt(declared)
                .put(deflated)
                .array();
    }

    static byte[] deflate(byte[] form) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new Deflater(1)) {
            deflater.setInput(form);
            deflater.finish();
            var chunk = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
        }
        return out.toByteArray();
    }
}
