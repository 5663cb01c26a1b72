// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.KernelMap;
import java.util.BitSet;
import java.util.Optional;

/**
 * Where lists stand in the kernel's array of lists, by their digests (map fb_places). A list has its place before it is
 * loaded, so that a scope may name it already. One writing process at a
 * time; its threads take turns.
 */
public final class ListPlaces {
    private final KernelMap places;

    /** Takes the map fb_places. */
    public ListPlaces(KernelMap places) {
        this.places = places;
    }

    /**
     * Returns the list's place, a new one where it has none.
     *
     * @throws dev.firebreak.bpf.BpfException when all are taken
     */
    public int of(ListDigest digest) {
        synchronized (ListPlaces.class) {
            return find(digest).orElseGet(() -> {
                int free = taken().nextClearBit(0);
                places.put(digest.key(), Bytes.of(free), Abi.BPF_NOEXIST);
                return free;
            });
        }
    }

    /** Returns the list's place; empty where it has none. */
    Optional<Integer> find(ListDigest digest) {
        return read(digest.key());
    }

    /** Gives the list's place back. */
    void free(ListDigest digest) {
        places.remove(digest.key());
    }

    private Optional<Integer> read(byte[] key) {
        return places.get(key, Integer.BYTES, 0).map(place -> Bytes.view(place).getInt(0));
    }

    private BitSet taken() {
        var taken = new BitSet();
        places.keys(Abi.FB_DIGEST_SIZE).forEach(key -> read(key).ifPresent(taken::set));
        return taken;
    }
}
