// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.header;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The headers as last known. Safe for use by many threads. */
public final class Headers {
    private final Runnable changed;
    private final Map<String, PolicyHeader> byUid = new TreeMap<>();
    private boolean complete;

    /** @param changed called after each change, on the thread that made it */
    public Headers(Runnable changed) {
        this.changed = changed;
    }

    /**
     * All of them; empty before the first complete list, from the cache or the API server: until then nobody knows what a pod
     * is held to, so opted-in pods are refused.
     */
    public synchronized Optional<List<PolicyHeader>> all() {
        return complete ? Optional.of(List.copyOf(byUid.values())) : Optional.empty();
    }

    /** Takes a header, new or changed. */
    void put(PolicyHeader header) {
        synchronized (this) {
            if (header.equals(byUid.put(header.uid(), header))) {
                return;
            }
        }
        changed.run();
    }

    /** Forgets a header. */
    void remove(String uid) {
        synchronized (this) {
            if (byUid.remove(uid) == null) {
                return;
            }
        }
        changed.run();
    }

    /** Takes a complete list in place of what is known. */
    void replace(Collection<PolicyHeader> all) {
        synchronized (this) {
            complete = true;
            byUid.clear();
            all.forEach(header -> byUid.put(header.uid(), header));
        }
        changed.run();
    }
}
