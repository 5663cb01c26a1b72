// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Joins two tellers: NRI says at once who comes and goes, a listing says later who is there; what a listing says of a
 * moment before an event is old. A sandbox is held for running from its event on until a listing had it, for the runtime
 * lists it only after all plugins have answered.
 */
final class SandboxRoster {
    /** A runtime gives a sandbox up within a few seconds, or it shows in a listing. */
    private static final long UNLISTED = Duration.ofMinutes(2).toNanos();

    private record Started(Sandbox sandbox, long order, long time) {}

    private final LongSupplier nanoTime;
    private final Map<String, Started> started = new LinkedHashMap<>();
    private final Map<String, Long> stopped = new HashMap<>();
    private long order;

    SandboxRoster(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void starting(Sandbox sandbox) {
        started.put(sandbox.id(), new Started(sandbox, ++order, nanoTime.getAsLong()));
        stopped.remove(sandbox.id());
    }

    synchronized void stopped(String sandboxId) {
        started.remove(sandboxId);
        stopped.put(sandboxId, ++order);
    }

    /** To be asked for before a listing is. */
    synchronized long now() {
        return order;
    }

    /**
     * Who runs, as of this moment.
     *
     * @param asked {@link #now} before the listing
     * @param listed what it said; each id once
     */
    synchronized List<Sandbox> running(long asked, List<Sandbox> listed) {
        Map<String, Sandbox> all = new LinkedHashMap<>();
        stopped.values().removeIf(then -> then <= asked);
        for (Sandbox sandbox : listed) {
            if (!stopped.containsKey(sandbox.id())) {
                all.put(sandbox.id(), sandbox);
            }
        }
        started.keySet().removeAll(all.keySet());
        long now = nanoTime.getAsLong();
        started.values().removeIf(each -> each.order() <= asked && now - each.time() > UNLISTED);
        started.values().forEach(each -> all.put(each.sandbox().id(), each.sandbox()));
        return List.copyOf(all.values());
    }
}
