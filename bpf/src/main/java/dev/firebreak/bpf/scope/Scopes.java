// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.scope;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.KernelMap;
import dev.firebreak.bpf.jni.Native;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The filter's scopes and their counters (maps fb_scopes, fb_counters). */
public final class Scopes {
    private final KernelMap scopes;
    private final KernelMap counters;

    /** Takes the two maps; the filter makes this. */
    public Scopes(KernelMap scopes, KernelMap counters) {
        this.scopes = scopes;
        this.counters = counters;
    }

    /**
     * Writes a scope as one consistent value and reads it back. Its token buckets are full again.
     *
     * @throws IllegalStateException when it reads back otherwise: another writer is at work on the same id
     */
    public void put(Scope scope) {
        byte[] key = Bytes.of(scope.id());
        byte[] value = ScopeBytes.encode(scope);
        // BPF_F_LOCK: the kernel's readers see the old value or the new one, never a mixture.
        scopes.put(key, value, Abi.BPF_F_LOCK);
        byte[] stands = scopes.get(key, value.length, Abi.BPF_F_LOCK)
                .orElseThrow(() -> new IllegalStateException("scope " + scope.id() + " vanished after it was written"));
        if (!Arrays.equals(settled(value), settled(stands))) {
            throw new IllegalStateException("scope " + scope.id() + " reads back otherwise than it was written");
        }
    }

    /** The kernel may have taken tokens since the write: those fields are its own. */
    private static byte[] settled(byte[] scope) {
        byte[] copy = scope.clone();
        Arrays.fill(copy, Abi.Scope.LOCK, Abi.Scope.FLAGS, (byte) 0);
        Arrays.fill(copy, Abi.Scope.REFILLED_NS, Abi.Scope.LISTS, (byte) 0);
        return copy;
    }

    /** Tells whether the kernel has a scope of this id. */
    public boolean has(long id) {
        return scopes.get(Bytes.of(id), Abi.Scope.SIZE, Abi.BPF_F_LOCK).isPresent();
    }

    /** Removes a scope: whatever still refers to it is then denied every DNS question. False when there was none. */
    public boolean remove(long id) {
        return scopes.remove(Bytes.of(id));
    }

    /** Returns the counters of a slot, summed over the CPUs. */
    public ScopeCounters counters(int slot) {
        long[] sums = new long[Abi.FB_COUNTERS];
        ByteBuffer perCpu = Bytes.view(counters.get(Bytes.of(slot), cpus() * Abi.Counters.SIZE, 0)
                .orElseThrow(() -> new IllegalArgumentException("the filter has no counter slot " + slot)));
        for (int at = 0; at < perCpu.capacity(); at += Abi.Counters.SIZE) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += perCpu.getLong(at + Abi.Counters.VALUE + i * Long.BYTES);
            }
        }
        return new ScopeCounters(
                sums[Abi.FB_COUNT_QUESTIONS],
                sums[Abi.FB_COUNT_DENIED],
                sums[Abi.FB_COUNT_AUDITED],
                sums[Abi.FB_COUNT_MALFORMED],
                sums[Abi.FB_COUNT_ANSWERED],
                sums[Abi.FB_COUNT_DROPPED_ANSWERS],
                sums[Abi.FB_COUNT_EVENTS_LOST],
                sums[Abi.FB_COUNT_UNJUDGED_STREAMS],
                sums[Abi.FB_COUNT_EXHAUSTED]);
    }

    /** Sets the counters of a slot to zero, before a new scope takes it. */
    public void clearCounters(int slot) {
        counters.put(Bytes.of(slot), new byte[cpus() * Abi.Counters.SIZE], 0);
    }

    private static int cpus() {
        return Native.possibleCpus0();
    }
}
