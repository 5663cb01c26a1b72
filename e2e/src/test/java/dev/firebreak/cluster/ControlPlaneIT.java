// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firebreak.cluster.ControlPlane.Program;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What the tests of the operator take for granted of their control plane. */
@WithControlPlane(own = true)
class ControlPlaneIT {

    @Test
    void shouldRefuseWhenAServiceAccountHasNoRight(ControlPlane plane, KubernetesClient admin) throws Exception {
        // Given
        String token = plane.kubectl("create", "token", "default").strip();

        // When
        try (KubernetesClient tenant = withToken(plane, token)) {
            assertThatThrownBy(() -> tenant.configMaps().inNamespace("default").list())
                    // Then
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("system:serviceaccount:default:default");
        }
        await().untilAsserted(() -> assertThat(Files.readString(plane.auditLog()))
                .contains("\"username\":\"system:serviceaccount:default:default\"", "\"code\":403"));
    }

    @Test
    void shouldNameTheNodeInATokenWhenItIsBoundToOne(ControlPlane plane, KubernetesClient admin) {
        // Given
        Node node = new NodeBuilder()
                .withNewMetadata()
                .withName("worker")
                .endMetadata()
                .build();
        String uid = admin.resource(node).create().getMetadata().getUid();

        // When
        String token = plane.kubectl(
                "create",
                "token",
                "default",
                "--bound-object-kind=Node",
                "--bound-object-name=worker",
                "--bound-object-uid=" + uid);

        // Then
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8);
        assertThat(claims).contains("\"node\":{\"name\":\"worker\",\"uid\":\"" + uid + "\"}");
    }

    @Test
    void shouldGoOnTellingWhenTheApiServerWasKilledUnderAWatch(ControlPlane plane, KubernetesClient admin) {
        // Given
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (SharedIndexInformer<ConfigMap> informer =
                admin.configMaps().inNamespace("kube-public").inform(new Names(seen))) {
            apply(admin, "before");
            await().untilAsserted(() -> assertThat(seen).contains("before"));

            // When
            plane.kill(Program.API_SERVER);

            // Then
            await().atMost(ofSeconds(60)).ignoreExceptions().untilAsserted(() -> apply(admin, "after"));
            await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(seen).contains("after"));
            assertThat(informer.isRunning()).isTrue();
        }
    }

    @Test
    void shouldAnswerNobodyWhenTheApiServerIsStopped(ControlPlane plane) {
        // When
        plane.stop(Program.API_SERVER);

        // Then
        try (KubernetesClient impatient = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(plane.config())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build()) {
            assertThatThrownBy(() -> impatient.namespaces().list()).isInstanceOf(KubernetesClientException.class);
            plane.start(Program.API_SERVER);
            assertThat(impatient.namespaces().list().getItems()).isNotEmpty();
        }
    }

    private static KubernetesClient withToken(ControlPlane plane, String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(plane.config().getMasterUrl())
                .withCaCertData(plane.config().getCaCertData())
                .withOauthToken(token)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static void apply(KubernetesClient client, String name) {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("kube-public")
                .endMetadata()
                .build();
        client.resource(map).serverSideApply();
    }

    private record Names(Set<String> seen) implements ResourceEventHandler<ConfigMap> {

        @Override
        public void onAdd(ConfigMap map) {
            seen.add(map.getMetadata().getName());
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap after) {}

        @Override
        public void onDelete(ConfigMap map, boolean unknownState) {}
    }
}
