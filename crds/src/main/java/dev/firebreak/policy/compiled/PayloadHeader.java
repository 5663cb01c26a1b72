// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands in front of a payload's deflated stream.
 *
 * @param digest of the canonical form, as declared
 * @param length of the canonical form in bytes, as declared
 */
record PayloadHeader(Digest digest, long length) {
    static PayloadHeader of(byte[] payload) throws CorruptPayloadException {
        if (payload.length < CanonicalForm.HEADER_BYTES) {
            throw new CorruptPayloadException(payload.length + " bytes are too few for a compiled policy");
        }
        var header = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        var magic = new byte[CanonicalForm.MAGIC.length];
        header.get(magic);
        if (!Arrays.equals(magic, CanonicalForm.MAGIC)) {
            throw new CorruptPayloadException("not a compiled policy: it does not begin with "
                    + new String(CanonicalForm.MAGIC, StandardCharsets.US_ASCII));
        }
        var digest = new byte[Digest.BYTES];
        header.get(digest);
        long length = Integer.toUnsignedLong(header.getInt());
        if (length > CanonicalForm.MAX_LENGTH) {
            throw new CorruptPayloadException(
                    "it declares " + length + " bytes, at most " + CanonicalForm.MAX_LENGTH + " are read");
        }
        return new PayloadHeader(Digest.ofBytes(digest), length);
    }
}
