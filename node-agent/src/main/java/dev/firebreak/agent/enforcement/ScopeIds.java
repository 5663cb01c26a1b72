// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.bpf.scope.Scope;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.Collection;

/**
 * Ids of scopes: the low bits are a slot that no other pod has, the high ones random, so that an id does not come back while
 * an event of its last owner still waits in a ring. They fit 32 bits, as the answerer asks (tc's classid).
 */
final class ScopeIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int EPOCHS = (int) ((1L << Integer.SIZE) / Scope.SLOTS);

    private ScopeIds() {}

    /**
     * A new one.
     *
     * @param taken ids in use
     * @param slots of the filter, slot 0 being nobody's
     * @throws IllegalStateException when all slots are taken
     */
    static long next(Collection<Long> taken, int slots) {
        var used = new BitSet(slots + 1);
        taken.forEach(id -> used.set((int) (id % Scope.SLOTS)));
        int slot = used.nextClearBit(1);
        if (slot > slots) {
            throw new IllegalStateException("all " + slots + " scopes of the filter are taken by pods");
        }
        long epoch = 1L + RANDOM.nextInt(EPOCHS - 1);
        return epoch * Scope.SLOTS + slot;
    }
}
