// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.jni;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A map by its descriptor; keys and values are bytes in host order.
 *
 * @param name for messages
 * @param descriptor closed by whoever owns it
 */
public record KernelMap(String name, Descriptor descriptor) {
    private static final int NO_ENTRY = 2; // ENOENT, the same on every Linux

    /** Writes an entry; flags as in bpf(2), BPF_MAP_UPDATE_ELEM. */
    public void put(byte[] key, byte[] value, long flags) {
        Errno.check(Native.update0(descriptor.number(), key, value, flags), "write to " + name);
    }

    /** Reads an entry of so many bytes (per-CPU maps: of all CPUs); empty when there is none. */
    public Optional<byte[]> get(byte[] key, int size, long flags) {
        byte[] value = new byte[size];
        int result = Native.lookup0(descriptor.number(), key, value, flags);
        if (result == -NO_ENTRY) {
            return Optional.empty();
        }
        Errno.check(result, "read from " + name);
        return Optional.of(value);
    }

    /** Removes an entry; false when there was none. */
    public boolean remove(byte[] key) {
        int result = Native.delete0(descriptor.number(), key);
        if (result == -NO_ENTRY) {
            return false;
        }
        Errno.check(result, "remove from " + name);
        return true;
    }

    /**
     * Returns the keys at this moment; one that comes or goes meanwhile may or may not be among them. Where the key that was
     * read last is gone, the kernel begins anew, so a key that was seen before ends the walk.
     */
    public List<byte[]> keys(int size) {
        var keys = new ArrayList<byte[]>();
        var seen = new HashSet<ByteBuffer>();
        byte[] next = new byte[size];
        int result = Native.nextKey0(descriptor.number(), null, next);
        while (result >= 0 && seen.add(ByteBuffer.wrap(next))) {
            keys.add(next);
            next = new byte[size];
            result = Native.nextKey0(descriptor.number(), keys.getLast(), next);
        }
        if (result < 0 && result != -NO_ENTRY) {
            Errno.check(result, "list the keys of " + name);
        }
        return keys;
    }
}
