// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import dev.firebreak.api.v1alpha1.ClusterDeployDnsPolicy;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.operator.policy.Wakeups;
import dev.firebreak.policy.PolicyId;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/** Hands wake-ups to the framework's queue of the policy's kind. Before it has started nobody sleeps. */
public final class PolicyWakeups implements Wakeups {
    private final SimpleInboundEventSource<DeployDnsPolicy> namespaced = new SimpleInboundEventSource<>("wakeups");
    private final SimpleInboundEventSource<ClusterDeployDnsPolicy> cluster = new SimpleInboundEventSource<>("wakeups");

    @Override
    public void wake(PolicyId policy) {
        switch (policy.kind()) {
            case DeployDnsPolicy -> namespaced.propagateEvent(new ResourceID(policy.name(), policy.namespace()));
            case ClusterDeployDnsPolicy -> cluster.propagateEvent(new ResourceID(policy.name()));
        }
    }

    SimpleInboundEventSource<DeployDnsPolicy> namespaced() {
        return namespaced;
    }

    SimpleInboundEventSource<ClusterDeployDnsPolicy> cluster() {
        return cluster;
    }
}
