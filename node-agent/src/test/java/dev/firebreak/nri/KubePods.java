// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Pods of a real node, in namespace {@code default}: a shell of musl that sleeps. */
public final class KubePods implements RuntimeContract.Pods {
    private static final String NAMESPACE = "default";

    private final KubernetesClient client;

    public KubePods(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void create(String name, Map<String, String> labels) {
        create(name, labels, false);
    }

    /**
     * Creates a pod.
     *
     * @param hostNetwork whether it has no network of its own
     */
    public void create(String name, Map<String, String> labels, boolean hostNetwork) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withHostNetwork(hostNetwork)
                .withTerminationGracePeriodSeconds(0L)
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("main")
                .withImage("localhost/musl:local")
                .withImagePullPolicy("Never")
                .withCommand("sleep", "100000")
                .endContainer()
                .endSpec()
                .build();
        client.resource(pod).create();
    }

    @Override
    public boolean running(String name) {
        return Optional.ofNullable(pod(name))
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream().findFirst())
                .map(ContainerStatus::getState)
                .map(state -> state.getRunning() != null)
                .orElse(false);
    }

    @Override
    public String refusal(String name) {
        return client
                .v1()
                .events()
                .inNamespace(NAMESPACE)
                .withField("involvedObject.name", name)
                .list()
                .getItems()
                .stream()
                .filter(event -> "FailedCreatePodSandBox".equals(event.getReason()))
                .map(Event::getMessage)
                .reduce("", (first, last) -> last);
    }

    @Override
    public void delete(String name) {
        client.pods().inNamespace(NAMESPACE).withName(name).withGracePeriod(0).delete();
        client.pods()
                .inNamespace(NAMESPACE)
                .withName(name)
                .waitUntilCondition(pod -> pod == null, 60, TimeUnit.SECONDS);
    }

    /** The UID that the API server gave it. */
    public String uid(String name) {
        return Optional.ofNullable(pod(name)).orElseThrow().getMetadata().getUid();
    }

    private @Nullable Pod pod(String name) {
        return client.pods().inNamespace(NAMESPACE).withName(name).get();
    }
}
