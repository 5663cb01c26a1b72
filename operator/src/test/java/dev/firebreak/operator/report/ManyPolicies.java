// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.api.v1alpha1.DeployDnsPolicyStatus;
import dev.firebreak.operator.status.Condition;
import dev.firebreak.operator.status.ConditionType;
import dev.firebreak.operator.status.PolicyStatus;
import dev.firebreak.operator.status.StatusReader;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The policies of a namespace as they are now, and how often each status was written. */
public final class ManyPolicies implements ResourceEventHandler<DeployDnsPolicy>, AutoCloseable {
    private final Map<String, PolicyStatus> statuses = new ConcurrentHashMap<>();
    private final Map<String, String> uids = new ConcurrentHashMap<>();
    private final Map<String, Integer> writes = new ConcurrentHashMap<>();
    private final SharedIndexInformer<DeployDnsPolicy> informer;

    public ManyPolicies(KubernetesClient client, String namespace) {
        informer =
                client.resources(DeployDnsPolicy.class).inNamespace(namespace).inform(this);
    }

    @Override
    public void onAdd(DeployDnsPolicy policy) {
        see(policy);
    }

    @Override
    public void onUpdate(DeployDnsPolicy before, DeployDnsPolicy policy) {
        see(policy);
        writes.merge(policy.getMetadata().getName(), 1, Integer::sum);
    }

    @Override
    public void onDelete(DeployDnsPolicy policy, boolean unknown) {
        statuses.remove(policy.getMetadata().getName());
    }

    private void see(DeployDnsPolicy policy) {
        DeployDnsPolicyStatus status = policy.getStatus();
        uids.put(policy.getMetadata().getName(), policy.getMetadata().getUid());
        statuses.put(policy.getMetadata().getName(), StatusReader.read(status));
    }

    public PolicyStatus status(String name) {
        return statuses.getOrDefault(name, PolicyStatus.NONE);
    }

    public String uid(String name) {
        return uids.getOrDefault(name, "");
    }

    /** Policies with such a condition. */
    public long count(ConditionType type, Predicate<Condition> like) {
        return statuses.values().stream()
                .filter(status -> status.condition(type).filter(like).isPresent())
                .count();
    }

    /** Writes of statuses since the last {@link #forgetWrites}, by policy. */
    Map<String, Integer> writes() {
        return Map.copyOf(writes);
    }

    void forgetWrites() {
        writes.clear();
    }

    @Override
    public void close() {
        informer.close();
    }
}
