// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.metrics;

import dev.firebreak.agent.pod.Admission;
import dev.firebreak.agent.pod.PodArrivals;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import java.time.Duration;
import java.util.List;

/** Measures how long the runtime waits for us before a pod's first process. */
public final class MeteredArrivals implements PodArrivals {
    private final PodArrivals arrivals;
    private final AgentMetrics metrics;

    /** Hands everything on to {@code arrivals}. */
    public MeteredArrivals(PodArrivals arrivals, AgentMetrics metrics) {
        this.arrivals = arrivals;
        this.metrics = metrics;
    }

    @Override
    public Admission sandboxStarting(Sandbox sandbox) {
        long began = System.nanoTime();
        try {
            return arrivals.sandboxStarting(sandbox);
        } finally {
            metrics.attached(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    @Override
    public Admission containerStarting(Sandbox sandbox, String containerName) {
        return arrivals.containerStarting(sandbox, containerName);
    }

    @Override
    public void sandboxStopped(String sandboxId, PodUid uid) {
        arrivals.sandboxStopped(sandboxId, uid);
    }

    @Override
    public void running(List<Sandbox> all) {
        arrivals.running(all);
    }
}
