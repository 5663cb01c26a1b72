// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.KernelMap;

/** The filter's lists by digest (map fb_lists). */
public final class Lists {
    private final KernelMap lists;

    public Lists(KernelMap lists) {
        this.lists = lists;
    }

    /**
     * Makes a table of these names, and only when it is whole and frozen puts it under its digest; a list of the same
     * digest is replaced by the equal new one.
     *
     * @throws dev.firebreak.bpf.BpfException when memory or the room for lists runs out: nothing is changed then
     */
    public LoadedList load(ListDigest digest, NameEntries names) {
        return NameTable.build(digest, names, lists);
    }

    /** Tells whether a list of this digest is loaded. */
    public boolean has(ListDigest digest) {
        return lists.get(digest.key(), Integer.BYTES, 0).isPresent();
    }

    /** Removes a list; scopes that name it then find it missing. False when there was none. */
    public boolean remove(ListDigest digest) {
        return lists.remove(digest.key());
    }
}
