// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.api.v1alpha1.DeployDnsPolicyStatus;
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
 * Policies of namespaces. Without a finalizer: a policy can be deleted while the operator is away. Looks at
 * every change, not only at new generations: somebody else may have written the status.
 */
@ControllerConfiguration(
        name = "deploydnspolicy",
        triggerReconcilerOnAllEvents = true,
        generationAwareEventProcessing = false)
public final class DeployDnsPolicyReconciler implements Reconciler<DeployDnsPolicy> {
    private final PolicyMapper mapper;
    private final PolicyReconciliation policies;
    private final PolicyWakeups wakeups;

    public DeployDnsPolicyReconciler(PolicyMapper mapper, PolicyReconciliation policies, PolicyWakeups wakeups) {
        this.mapper = mapper;
        this.policies = policies;
        this.wakeups = wakeups;
    }

    @Override
    public List<EventSource<?, DeployDnsPolicy>> prepareEventSources(EventSourceContext<DeployDnsPolicy> context) {
        return wakeups.namespaced();
    }

    @Override
    public UpdateControl<DeployDnsPolicy> reconcile(DeployDnsPolicy bean, Context<DeployDnsPolicy> context) {
        if (context.isPrimaryResourceDeleted()) {
            policies.remove(mapper.resource(bean));
            return UpdateControl.noUpdate();
        }
        Outcome outcome = policies.reconcile(mapper.resource(bean), StatusReader.read(bean.getStatus()));
        return StatusWrite.of(outcome, bean, new DeployDnsPolicy(), new DeployDnsPolicyStatus());
    }
}
