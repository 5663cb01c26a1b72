// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Effect;
import java.util.OptionalInt;

/**
 * The 32-bit value of one name {@code x}: four bytes from low to high, exactDecide, exactAudit, belowDecide,
 * belowAudit. {@code x} fills the exact bytes, {@code *.x} the below bytes. A Decide byte: bits 0-5 the rule's index,
 * bit 6 deny, bit 7 allow, both clear: none. An Audit byte: bits 0-5 the rule's index, bit 6 present. The kernel's
 * table holds the same word ({@code enum fb_entry_bits} of the ABI header; a test of the node agent holds the two
 * together).
 */
public final class EntryWord {
    static final int RULE = 0x3f;
    static final int PRESENT = 0x40;
    static final int ALLOW = 0x80;

    /** Where a pattern matches: the name itself, or names below it. */
    public enum Reach {
        EXACT,
        BELOW
    }

    private EntryWord() {}

    /** A word with one byte set: rule {@code index} of the given effect at the given reach. */
    static int of(Reach reach, Effect effect, int index) {
        int flag = effect == Effect.ALLOW ? ALLOW : PRESENT;
        return (flag | index) << shift(reach, effect);
    }

    static int shift(Reach reach, Effect effect) {
        return (reach == Reach.BELOW ? 16 : 0) + (effect == Effect.AUDIT ? 8 : 0);
    }

    /** The rule that decides at {@code reach}; empty if none does. */
    public static OptionalInt decidingRule(int word, Reach reach) {
        int entry = word >>> shift(reach, Effect.DENY);
        return (entry & (PRESENT | ALLOW)) == 0 ? OptionalInt.empty() : OptionalInt.of(entry & RULE);
    }

    /** The rule that records at {@code reach}; empty if none does. */
    public static OptionalInt auditedRule(int word, Reach reach) {
        int entry = word >>> shift(reach, Effect.AUDIT);
        return (entry & PRESENT) == 0 ? OptionalInt.empty() : OptionalInt.of(entry & RULE);
    }
}
