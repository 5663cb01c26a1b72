// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.scope;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.KernelMap;
import dev.firebreak.bpf.jni.Native;
import dev.firebreak.bpf.list.ListPlaces;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The filter's scopes and their counters (maps fb_scopes, fb_writes, fb_rates, fb_counters). One writer at a time for each
 * scope.
 */
public final class Scopes {
    private final KernelMap scopes;
    private final KernelMap writes;
    private final KernelMap rates;
    private final KernelMap counters;
    private final ListPlaces places;

    private Scopes(KernelMap scopes, KernelMap writes, KernelMap rates, KernelMap counters, ListPlaces places) {
        this.scopes = scopes;
        this.writes = writes;
        this.rates = rates;
        this.counters = counters;
        this.places = places;
    }

    /** Takes the maps of a filter, by their names. */
    public static Scopes in(Function<String, KernelMap> maps) {
        return new Scopes(
                maps.apply("fb_scopes"),
                maps.apply("fb_writes"),
                maps.apply("fb_rates"),
                maps.apply("fb_counters"),
                new ListPlaces(maps.apply("fb_places")));
    }

    /**
     * Puts a scope in force in its slot, whole, and reads it back. Its token buckets are full again.
     *
     * @throws IllegalStateException when another scope stands in the slot, or when it reads back otherwise: another writer is
     *     at work on the same slot
     * @throws dev.firebreak.bpf.BpfException when the filter has no such slot, or no place for a list: the old scope
     *     stays in force then
     */
    public void put(Scope scope) {
        long stands = Bytes.view(inForce(scope.slot())).getLong(Abi.Scope.ID);
        if (stands != 0 && stands != scope.id()) {
            throw new IllegalStateException("scope " + scope.id() + " and scope " + stands + " have the same slot");
        }
        byte[] value = ScopeBytes.encode(scope, places);
        rates.put(Bytes.of(scope.slot()), new byte[Abi.Rate.SIZE], Abi.BPF_F_LOCK);
        replace(scope.slot(), value);
        if (!Arrays.equals(inForce(scope.slot()), value)) {
            throw new IllegalStateException("scope " + scope.id() + " reads back otherwise than it was written");
        }
    }

    /**
     * Writes the copy that is not in force, which nobody reads, and then puts it in force: whoever is killed in between leaves
     * the old one (struct fb_scope).
     */
    private void replace(int slot, byte[] value) {
        int next = written(slot) + 1;
        scopes.put(copy(slot, next), value, 0);
        writes.put(Bytes.of(slot), Bytes.of(next), 0);
    }

    private byte[] inForce(int slot) {
        return scopes.get(copy(slot, written(slot)), Abi.Scope.SIZE, 0).orElseGet(() -> new byte[Abi.Scope.SIZE]);
    }

    /** How often the slot was written; zero for one that the filter does not have, whose write then fails. */
    private int written(int slot) {
        return writes.get(Bytes.of(slot), Integer.BYTES, 0)
                .map(count -> Bytes.view(count).getInt(0))
                .orElse(0);
    }

    private static byte[] copy(int slot, int written) {
        return Bytes.of(2 * slot + (written & 1));
    }

    /** Tells whether the kernel has a scope of this id. */
    public boolean has(long id) {
        return Bytes.view(inForce(Scope.slot(id))).getLong(Abi.Scope.ID) == id;
    }

    /** Removes a scope: whatever still refers to it is then denied every DNS question. False when there was none. */
    public boolean remove(long id) {
        boolean there = has(id);
        if (there) {
            replace(Scope.slot(id), new byte[Abi.Scope.SIZE]);
        }
        return there;
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
