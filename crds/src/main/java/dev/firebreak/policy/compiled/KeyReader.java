// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.NameSyntax;
import java.nio.charset.StandardCharsets;

/**
 * Undoes the front-coding of keys and accepts only what the writer could have written: ascending, shared in full, names
 * of the language.
 */
final class KeyReader {
    private static final boolean[] LABEL_BYTE = labelBytes();

    private final byte[] key = new byte[CanonicalForm.MAX_KEY];
    private int length;
    private int sharedLength;

    byte[] key() {
        return key;
    }

    int length() {
        return length;
    }

    /** Bytes in common with the key before. */
    int shared() {
        return sharedLength;
    }

    void read(InflatedForm form) throws CorruptPayloadException {
        int at = form.take(2);
        int shared = form.buffer()[at] & 0xff;
        int rest = form.buffer()[at + 1] & 0xff;
        if (shared > length || rest == 0 || shared + rest > CanonicalForm.MAX_KEY) {
            throw new CorruptPayloadException(
                    "a key shares " + shared + " bytes with one of " + length + " and adds " + rest);
        }
        int from = form.take(rest);
        byte[] bytes = form.buffer();
        // Ascending and shared in full at once: the first byte that is not shared must be greater.
        if (shared < length && bytes[from] <= key[shared]) {
            throw new CorruptPayloadException("keys do not ascend");
        }
        System.arraycopy(bytes, from, key, shared, rest);
        sharedLength = shared;
        length = shared + rest;
        checkLabels();
    }

    /** The labels that are not shared in full must be labels. */
    private void checkLabels() throws CorruptPayloadException {
        byte[] bytes = key;
        int end = length;
        int start = sharedLength;
        while (start > 0 && bytes[start - 1] != '.') {
            start--;
        }
        for (int i = sharedLength; i < end; i++) {
            byte b = bytes[i];
            if (b == '.') {
                checkLabel(i - start);
                start = i + 1;
            } else if (b < 0 || !LABEL_BYTE[b]) {
                throw new CorruptPayloadException("byte " + (b & 0xff) + " in a key");
            }
        }
        checkLabel(end - start);
        if (bytes[0] <= '9' && end <= 15 && NameSyntax.nameComplaint(text()).isPresent()) {
            throw new CorruptPayloadException("an address as a key");
        }
    }

    private static void checkLabel(int bytes) throws CorruptPayloadException {
        if (bytes < 1 || bytes > NameSyntax.MAX_LABEL) {
            throw new CorruptPayloadException("a label of " + bytes + " bytes");
        }
    }

    private String text() {
        return new String(key, 0, length, StandardCharsets.US_ASCII);
    }

    private static boolean[] labelBytes() {
        var allowed = new boolean[128];
        for (int c = 0; c < allowed.length; c++) {
            allowed[c] = NameSyntax.isLabelCharacter(c);
        }
        return allowed;
    }
}
