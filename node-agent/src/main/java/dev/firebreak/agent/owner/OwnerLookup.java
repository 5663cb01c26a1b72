// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.owner;

import dev.firebreak.agent.pod.Sandbox;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the API server what made a pod: one GET for the pod, one more for a Job's CronJob. */
public final class OwnerLookup {
    private static final ResourceDefinitionContext PODS = namespaced("", "Pod", "pods");
    private static final ResourceDefinitionContext JOBS = namespaced("batch", "Job", "jobs");

    private final KubernetesClient client;

    public OwnerLookup(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What made the pod, the nearest first; empty where nothing did, or where the pod is gone already.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when it cannot be told now
     */
    public List<Owner> owners(Sandbox pod) {
        // Trees of maps, not Pod: the classes of its model are megabytes, and what is read is one reference.
        List<Owner> owners = new ArrayList<>();
        Optional.ofNullable(get(PODS, pod.namespace(), pod.name()))
                .filter(found -> found.getMetadata().getUid().equals(pod.uid().text()))
                .flatMap(OwnerLookup::controller)
                .ifPresent(owners::add);
        if (!owners.isEmpty() && owners.getFirst().kind().equals(JOBS.getKind())) {
            Optional.ofNullable(get(JOBS, pod.namespace(), owners.getFirst().name()))
                    .filter(job ->
                            job.getMetadata().getUid().equals(owners.getFirst().uid()))
                    .flatMap(OwnerLookup::controller)
                    .ifPresent(owners::add);
        }
        return owners;
    }

    private @Nullable GenericKubernetesResource get(ResourceDefinitionContext kind, String namespace, String name) {
        return client.genericKubernetesResources(kind)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    private static ResourceDefinitionContext namespaced(String group, String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion("v1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    private static Optional<Owner> controller(GenericKubernetesResource object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst()
                .map(OwnerLookup::owner);
    }

    private static Owner owner(OwnerReference reference) {
        return new Owner(reference.getKind(), reference.getName(), reference.getUid());
    }
}
