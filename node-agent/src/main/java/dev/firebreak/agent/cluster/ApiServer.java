// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.cli.failure.Refusal;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the client of the API server, as small as it can be. */
public final class ApiServer {
    /** A pod that starts waits for a list; nothing of ours waits longer for an answer. */
    private static final int REQUEST_MILLIS = 10_000;

    private static final int CONNECT_MILLIS = 3_000;

    private ApiServer() {}

    /**
     * A client; nothing is asked of the API server yet.
     *
     * @param kubeconfig empty: $KUBECONFIG, else the pod's service account
     */
    public static KubernetesClient client(Optional<Path> kubeconfig) {
        Config config = new ConfigBuilder(kubeconfig.map(ApiServer::read).orElseGet(() -> Config.autoConfigure(null)))
                .withRequestTimeout(REQUEST_MILLIS)
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build();
        // Without a scan of all of Kubernetes' kinds, which takes 16 MiB; but of Status, by which a watch is told that
        // it is too
        // old, we must tell: it would ask for the same again for ever.
        var serialization = new KubernetesSerialization(new ObjectMapper(), false);
        serialization.registerKubernetesResource(Status.class);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization)
                .build();
    }

    private static Config read(Path kubeconfig) {
        try {
            return Config.fromKubeconfig(Files.readString(kubeconfig));
        } catch (IOException | RuntimeException e) { // of text that is no kubeconfig the client throws what it likes
            throw Refusal.of(
                            "the kubeconfig cannot be read: "
                                    + String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse(e.toString()),
                            kubeconfig.toString(),
                            "name a file by --kubeconfig, or leave it out inside a pod")
                    .because(e);
        }
    }
}
