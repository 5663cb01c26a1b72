// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.scope;

import dev.firebreak.bpf.jni.Abi;
import java.util.List;
import java.util.Set;

/**
 * What one cgroup is held to. Malformed DNS is denied when any of its lists enforces, else recorded.
 *
 * @param id never used again while anything refers to it. Modulo {@link #SLOTS} it is the scope's slot: 1 to the filter's
 *     number of scopes, and one scope a slot. So it is never 0, which is a fresh cgroup's storage and denies
 * @param generation raised by the caller with every write; events repeat it, so that it tells which lists their indexes
 *     mean
 * @param flags how it records
 * @param lists at most 16; each judges alone, and any that denies denies
 */
public record Scope(long id, long generation, Set<ScopeFlag> flags, List<ListUse> lists) {
    /** Ids with the same remainder by this share a slot. */
    public static final int SLOTS = Abi.FB_SCOPE_SLOTS;

    public Scope {
        flags = Set.copyOf(flags);
        lists = List.copyOf(lists);
        if (slot(id) == 0) {
            throw new IllegalArgumentException("scope " + id + " would have slot 0, which is no scope's");
        }
        if (lists.size() > Abi.FB_MAX_LISTS) {
            throw new IllegalArgumentException("a scope names at most 16 lists, not " + lists.size());
        }
    }

    /** Returns its slot: where its value, its token buckets and its counters stand. */
    public int slot() {
        return slot(id);
    }

    static int slot(long id) {
        return (int) (id & (SLOTS - 1));
    }

    /** Tells whether any of the lists enforces. */
    public boolean enforces() {
        return lists.stream().anyMatch(ListUse::enforces);
    }
}
