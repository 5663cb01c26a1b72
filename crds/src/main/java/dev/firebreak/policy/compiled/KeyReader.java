// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.NameSyntax;
import java.nio.charset.StandardCharsets;

/** Undoes the front-coding of keys and accepts only what the writer could have written: ascending, shared in full, names of the language. */
final class KeyReader {
    private static final boolean[] KEY_BYTE = keyBytes();

    private final byte[] key = new byte[CanonicalForm.MAX_KEY];
    private int length;

    byte[] key() {
        return key;
    }

    int length() {
        return length;
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
        for (int i = 0; i < rest; i++) {
            byte b = bytes[from + i];
            if (b < 0 || !KEY_BYTE[b]) {
                throw new CorruptPayloadException("byte " + (b & 0xff) + " in a key");
            }
            key[shared + i] = b;
        }
        length = shared + rest;
        checkLabels(shared);
    }

    private void checkLabels(int changedFrom) throws CorruptPayloadException {
        int start = changedFrom;
        while (start > 0 && key[start - 1] != '.') {
            start--;
        }
        for (int i = start; i <= length; i++) {
            if (i == length || key[i] == '.') {
                if (i == start || i - start > NameSyntax.MAX_LABEL) {
                    throw new CorruptPayloadException("a label of " + (i - start) + " bytes");
                }
                start = i + 1;
            }
        }
        if (key[0] <= '9' && length <= 15 && NameSyntax.nameComplaint(text()).isPresent()) {
            throw new CorruptPayloadException("an address as a key");
        }
    }

    private String text() {
        return new String(key, 0, length, StandardCharsets.US_ASCII);
    }

    private static boolean[] keyBytes() {
        var allowed = new boolean[128];
        for (int c = 0; c < allowed.length; c++) {
            allowed[c] = c == '.' || NameSyntax.isLabelCharacter(c);
        }
        return allowed;
    }
}
