// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import dev.firebreak.api.v1alpha1.DeployDnsPolicyStatus;
import dev.firebreak.operator.status.StatusMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;

/** What the framework is asked to do after a look at a policy of either kind. */
final class StatusWrite {
    private StatusWrite() {}

    /**
     * Writes the status of {@code outcome}, if there is one, and nothing else of the policy; looks again when it says so.
     *
     * @param bean the policy
     * @param patch a new bean of its kind
     * @param status a new bean of its status
     */
    static <S extends DeployDnsPolicyStatus, P extends CustomResource<?, S>> UpdateControl<P> of(
            Outcome outcome, P bean, P patch, S status) {
        UpdateControl<P> control = outcome.status()
                .map(decided -> {
                    patch.setMetadata(new ObjectMetaBuilder()
                            .withNamespace(bean.getMetadata().getNamespace())
                            .withName(bean.getMetadata().getName())
                            .build());
                    patch.setStatus(StatusMapper.fill(status, decided));
                    return UpdateControl.patchStatus(patch);
                })
                .orElseGet(UpdateControl::noUpdate);
        outcome.again().ifPresent(control::rescheduleAfter);
        return control;
    }
}
