// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Effect;
import dev.firebreak.policy.NameSyntax;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.PolicyLimits;
import java.nio.charset.StandardCharsets;

/**
 * The layout of a compiled policy, once for writer and reader. All numbers are unsigned, little-endian.
 *
 * <p>The <em>canonical form</em> has one spelling for one meaning; its SHA-256 is the policy's digest:
 *
 * <pre>
 * version          u8    1
 * defaultAction    u8    0 Allow, 1 Deny
 * rules            u8    0 to 64
 *   effect         u8    0 deny, 1 allow, 2 audit      rows ascend by (effect, name)
 *   name           u8 length, ASCII
 *   reason         u16 length, UTF-8
 * entries          u32   0 to 1,000,000
 *   shared         u8    bytes that the key has in common with the one before: as many as there are
 *   rest           u8    length, then the key's other bytes    keys ascend, as unsigned bytes
 *   mask           u8    bit i: byte i of the word is not 0; 1 to 15
 *   word           the bytes that are not 0, from the low to the high
 * </pre>
 *
 * A key is a name with its labels from the last to the first: {@code com.example.www}. Each rule is named by an entry;
 * a rule that none names can never matter and is not in the table.
 *
 * <p>The <em>payload</em> is what is stored and sent: magic, digest, the canonical form's length, and the canonical
 * form deflated. The digest is taken of the form and not of the payload, because what Deflate writes depends on the
 * zlib that a Java runtime was built with.
 *
 * <pre>
 * magic            8 bytes  "FBPOLICY"
 * digest           32 bytes
 * length           u32
 * deflated         zlib stream (RFC 1950), up to the end
 * </pre>
 */
final class CanonicalForm {
    static final byte[] MAGIC = "FBPOLICY".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 1;
    static final int HEADER_BYTES = MAGIC.length + Digest.BYTES + 4;
    static final int MAX_ENTRIES = PolicyKind.ClusterDeployDnsPolicy.maxNames();

    /** More than any compiled policy can have, and the most that is ever inflated: a bomb stops here. */
    static final int MAX_LENGTH = 7
            + PolicyLimits.MAX_RULES * (4 + PolicyLimits.MAX_RULE_NAME + 4 * PolicyLimits.MAX_REASON)
            + MAX_ENTRIES * 7
            + PolicyLimits.MAX_NAME_BYTES;

    /** Bytes of the longest key: the longest name. */
    static final int MAX_KEY = NameSyntax.MAX_NAME;

    private CanonicalForm() {}

    static int code(Effect effect) {
        return switch (effect) {
            case DENY -> 0;
            case ALLOW -> 1;
            case AUDIT -> 2;
        };
    }

    static Effect effect(int code) throws CorruptPayloadException {
        return switch (code) {
            case 0 -> Effect.DENY;
            case 1 -> Effect.ALLOW;
            case 2 -> Effect.AUDIT;
            default -> throw new CorruptPayloadException("no effect has the number " + code);
        };
    }
}
