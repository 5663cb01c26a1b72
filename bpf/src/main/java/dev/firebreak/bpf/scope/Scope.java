// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.scope;

import dev.firebreak.bpf.jni.Abi;
import java.util.List;
import java.util.Set;

/**
 * What one cgroup is held to. Malformed DNS is denied when any of its lists enforces, else recorded.
 *
 * @param id never 0 (a fresh cgroup's storage, which denies), and never used again while anything refers to it
 * @param slot index of its counters, 1 to the filter's number of scopes; one scope a slot
 * @param generation raised by the caller with every write; events repeat it, so that it tells which lists their indexes
 *     mean
 * @param flags how it records
 * @param lists at most 16; each judges alone, and any that denies denies
 */
public record Scope(long id, int slot, long generation, Set<ScopeFlag> flags, List<ListUse> lists) {
    public Scope {
        flags = Set.copyOf(flags);
        lists = List.copyOf(lists);
        if (id == 0) {
            throw new IllegalArgumentException("scope 0 is the scope of a cgroup that has none");
        }
        if (slot < 1) {
            throw new IllegalArgumentException("slot " + slot + " is not a scope's");
        }
        if (lists.size() > Abi.FB_MAX_LISTS) {
            throw new IllegalArgumentException("a scope names at most 16 lists, not " + lists.size());
        }
    }

    /** Tells whether any of the lists enforces. */
    public boolean enforces() {
        return lists.stream().anyMatch(ListUse::enforces);
    }
}
