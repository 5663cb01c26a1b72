// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.KernelMap;
import dev.firebreak.bpf.jni.Native;
import java.util.function.Function;

/** The filter's lists by digest (maps fb_lists, fb_pieces, fb_places). One writer at a time. */
public final class Lists {
    private final KernelMap lists;
    private final KernelMap pieces;
    private final ListPlaces places;

    private Lists(KernelMap lists, KernelMap pieces, ListPlaces places) {
        this.lists = lists;
        this.pieces = pieces;
        this.places = places;
    }

    /** Takes the maps of a filter, by their names. */
    public static Lists in(Function<String, KernelMap> maps) {
        return new Lists(maps.apply("fb_lists"), maps.apply("fb_pieces"), new ListPlaces(maps.apply("fb_places")));
    }

    /**
     * Makes a table of these names, and only when it is whole and frozen puts it in its place; a list of the same digest is
     * replaced by the equal new one.
     *
     * @throws dev.firebreak.bpf.BpfException when memory or the room for lists runs out: nothing is changed then
     */
    public LoadedList load(ListDigest digest, NameEntries names) {
        return NameTable.build(digest, names, (list, parts) -> {
            int place = places.of(digest);
            if (parts.length > 0) {
                Errno.check(
                        Native.putTables0(pieces.descriptor().number(), place * Abi.FB_PIECES, parts),
                        "write to " + pieces.name());
            }
            lists.put(Bytes.of(place), Bytes.of(list), 0);
        });
    }

    /** Tells whether a list of this digest is loaded. */
    public boolean has(ListDigest digest) {
        return places.find(digest)
                .flatMap(place -> lists.get(Bytes.of(place), Integer.BYTES, 0))
                .isPresent();
    }

    /**
     * Removes a list, and gives its place back, also where only a scope named it. Scopes that name it then find it missing, and
     * must be written again when it comes back, which may be to another place. False when there was none.
     */
    public boolean remove(ListDigest digest) {
        boolean there = has(digest);
        places.find(digest).ifPresent(place -> {
            // It returns when no program reads the list any more (bpf(2)), so none meets another's pieces.
            lists.remove(Bytes.of(place));
            int piece = place * Abi.FB_PIECES;
            while (pieces.remove(Bytes.of(piece))) {
                piece++;
            }
        });
        places.free(digest);
        return there;
    }
}
