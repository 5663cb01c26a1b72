// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import dev.firebreak.api.v1alpha1.ClusterDeployDnsPolicy;
import dev.firebreak.api.v1alpha1.ClusterDeployDnsPolicyStatus;
import dev.firebreak.operator.policy.PolicyMapper;
import dev.firebreak.operator.status.StatusReader;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/**
 * Policies of the cluster. Without a finalizer: a policy can be deleted while the operator is away. Looks at
 * every change, not only at new generations: somebody else may have written the status.
 */
@ControllerConfiguration(
        name = "clusterdeploydnspolicy",
        triggerReconcilerOnAllEvents = true,
        generationAwareEventProcessing = false)
public final class ClusterDeployDnsPolicyReconciler implements Reconciler<ClusterDeployDnsPolicy> {
    private final PolicyMapper mapper;
    private final PolicyReconciliation policies;
    private final PolicyWakeups wakeups;

    public ClusterDeployDnsPolicyReconciler(PolicyMapper mapper, PolicyReconciliation policies, PolicyWakeups wakeups) {
        this.mapper = mapper;
        this.policies = policies;
        this.wakeups = wakeups;
    }

    @Override
    public List<EventSource<?, ClusterDeployDnsPolicy>> prepareEventSources(
            EventSourceContext<ClusterDeployDnsPolicy> context) {
        return wakeups.cluster();
    }

    @Override
    public UpdateControl<ClusterDeployDnsPolicy> reconcile(
            ClusterDeployDnsPolicy bean, Context<ClusterDeployDnsPolicy> context) {
        if (context.isPrimaryResourceDeleted()) {
            policies.remove(mapper.resource(bean));
            return UpdateControl.noUpdate();
        }
        Outcome outcome = policies.reconcile(mapper.resource(bean), StatusReader.read(bean.getStatus()));
        return StatusWrite.of(outcome, bean, new ClusterDeployDnsPolicy(), new ClusterDeployDnsPolicyStatus());
    }
}
