// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import dev.firebreak.api.v1alpha1.ClusterDeployDnsPolicy;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.operator.policy.Wakeups;
import dev.firebreak.policy.PolicyId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.timer.TimerEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hands wake-ups to the framework's queue of the policy's kind. Before it has started nobody sleeps. */
public final class PolicyWakeups implements Wakeups {
    private final SimpleInboundEventSource<DeployDnsPolicy> namespaced = new SimpleInboundEventSource<>("wakeups");
    private final SimpleInboundEventSource<ClusterDeployDnsPolicy> cluster = new SimpleInboundEventSource<>("wakeups");

    private final TimerEventSource<DeployDnsPolicy> namespacedLater = new TimerEventSource<>("later wakeups", false);
    private final TimerEventSource<ClusterDeployDnsPolicy> clusterLater =
            new TimerEventSource<>("later wakeups", false);

    /** Wakes after a delay, once however often it is asked meanwhile; at once if it is empty. */
    public void wake(PolicyId policy, Optional<Duration> delay) {
        delay.ifPresentOrElse(
                time -> {
                    TimerEventSource<?> later = switch (policy.kind()) {
                        case DeployDnsPolicy -> namespacedLater;
                        case ClusterDeployDnsPolicy -> clusterLater;
                    };
                    if (later.isRunning()) {
                        later.scheduleOnce(id(policy), Math.max(1, time.toMillis()));
                    }
                },
                () -> wake(policy));
    }

    @Override
    public void wake(PolicyId policy) {
        switch (policy.kind()) {
            case DeployDnsPolicy -> namespaced.propagateEvent(id(policy));
            case ClusterDeployDnsPolicy -> cluster.propagateEvent(id(policy));
        }
    }

    List<EventSource<?, DeployDnsPolicy>> namespaced() {
        return List.of(namespaced, sources(namespacedLater));
    }

    List<EventSource<?, ClusterDeployDnsPolicy>> cluster() {
        return List.of(cluster, sources(clusterLater));
    }

    private static ResourceID id(PolicyId policy) {
        return policy.namespace().isEmpty()
                ? new ResourceID(policy.name())
                : new ResourceID(policy.name(), policy.namespace());
    }

    /** The framework's timer says that it is for any kind, and only ever looks at names. */
    @SuppressWarnings("unchecked")
    private static <P extends HasMetadata> EventSource<?, P> sources(TimerEventSource<P> timer) {
        return (EventSource<?, P>) (EventSource<?, ?>) timer;
    }
}
