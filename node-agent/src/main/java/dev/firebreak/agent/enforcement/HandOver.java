// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.pod.Admission;
import dev.firebreak.agent.pod.PodArrivals;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.agent.selection.OptIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Answers the runtime while another agent still holds the node, so that no pod starts unasked between the two: sandboxes go on
 * (the other attaches to them), and a container starts only in a pod that is attached. When this agent has the node, it hands
 * on whatever comes.
 */
public final class HandOver implements PodArrivals {
    /** The runtime waits for 2 s. */
    private static final Duration PATIENCE = Duration.ofMillis(1_200);

    private final OptIn optIn;
    private final Path pods;
    private final CompletableFuture<PodArrivals> next = new CompletableFuture<>();
    private final AtomicReference<@Nullable List<Sandbox>> listed = new AtomicReference<>();

    /** @param pods folder of the pods' pins, which the other agent writes */
    public HandOver(OptIn optIn, Path pods) {
        this.optIn = optIn;
        this.pods = pods;
    }

    /** From now on this one answers; it is told first what was listed meanwhile. */
    public void to(PodArrivals arrivals) {
        next.complete(arrivals);
        List<Sandbox> before = listed.getAndSet(null);
        if (before != null) {
            arrivals.running(before);
        }
    }

    @Override
    public Admission sandboxStarting(Sandbox sandbox) {
        return next.isDone() ? next.join().sandboxStarting(sandbox) : new Admission.Admitted();
    }

    @Override
    public Admission containerStarting(Sandbox sandbox, String containerName) {
        if (!optIn.isIn(sandbox)
                || (!next.isDone() && PodPins.of(pods, sandbox.uid()).attached())) {
            return new Admission.Admitted();
        }
        try {
            return next.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).containerStarting(sandbox, containerName);
        } catch (TimeoutException e) {
            return new Admission.Refused("another firebreak agent holds this node and has not attached to this pod; the"
                    + " kubelet tries again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Admission.Refused("the firebreak agent is ending; the kubelet tries again");
        } catch (ExecutionException e) {
            throw new IllegalStateException("completed with a value only", e);
        }
    }

    @Override
    public void sandboxStopped(String sandboxId, PodUid uid) {
        var _ = next.thenAccept(arrivals -> arrivals.sandboxStopped(sandboxId, uid));
    }

    @Override
    public void running(List<Sandbox> all) {
        if (next.isDone()) {
            next.join().running(all);
        } else {
            listed.set(all);
        }
    }
}
