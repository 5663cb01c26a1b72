// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tests of the agent take for granted of their node; once for each generation of containerd. */
abstract class NodeStory {

    private static final String NAMESPACE = "default";

    private final KubernetesClient admin;
    private final Node node;

    NodeStory(Node node, KubernetesClient admin) {
        this.node = node;
        this.admin = admin;
    }

    abstract String version();

    @AfterEach
    void removePods() {
        admin.pods().inNamespace(NAMESPACE).withGracePeriod(0).delete();
    }

    @Test
    void shouldRunTheContainerdThatWasAskedFor() {
        assertThat(admin.nodes()
                        .withName(node.name())
                        .require()
                        .getStatus()
                        .getNodeInfo()
                        .getContainerRuntimeVersion())
                .startsWith("containerd://" + version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"glibc", "musl"})
    void shouldResolveWhenAPodLooksUpItsNames(String image) {
        // When
        Pod pod = run("looks", image, "lookup site.example.com; lookup kubernetes.default; lookup nobody.example");

        // Then
        assertThat(log(pod)).contains("10.96.0.80", "fd96::80", "10.96.0.1").containsIgnoringCase("name");
    }

    @Test
    void shouldResolveOverIpv6WhenAPodAsksTheServicesOtherAddress() {
        // When
        Pod pod = run("asks", "musl", "nslookup site.example.com fd96::a");

        // Then
        assertThat(log(pod)).contains("fd96::80");
    }

    @Test
    void shouldPlaceAPodBelowTheRootThatTheNodeSees() {
        // When
        Pod pod = run("stays", "musl", "cat /proc/self/cgroup; sleep 600");

        // Then
        String uid = pod.getMetadata().getUid();
        assertThat(Files.isDirectory(node.cgroup().resolve("kubepods/besteffort/pod" + uid)))
                .isTrue();
        assertThat(node.call("ls", "/sys/fs/cgroup/kubepods/besteffort")).contains("pod" + uid);
        assertThat(Path.of("/sys/fs/cgroup/kubepods")).doesNotExist();
    }

    @Test
    void shouldOpenTheRuntimesSocketsAtTheirStandardPlaces() {
        assertThat(node.call("ls", "/run/containerd/containerd.sock", "/var/run/nri/nri.sock"))
                .contains("nri.sock");
        assertThat(node.root().resolve("run/nri/nri.sock")).exists();
    }

    @Test
    void shouldKeepPodsRunningWhenContainerdIsKilled() {
        // Given
        Pod pod = run("survives", "musl", "sleep 600");

        // When
        node.plane().kill(ControlPlane.Program.CONTAINERD);

        // Then
        run("comes-after", "musl", "sleep 600");
        assertThat(admin.pods()
                        .resource(pod)
                        .get()
                        .getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getRestartCount())
                .isZero();
    }

    /** Starts a pod and waits until it runs or has ended. */
    private Pod run(String name, String image, String script) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName("main")
                .withImage("localhost/" + image + ":local")
                .withCommand("sh", "-c", script)
                .endContainer()
                .endSpec()
                .build();
        admin.resource(pod).create();
        return admin.resource(pod)
                .waitUntilCondition(
                        found -> found != null
                                && !"Pending".equals(found.getStatus().getPhase()),
                        60,
                        SECONDS);
    }

    private String log(Pod pod) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !"Running"
                        .equals(admin.pods().resource(pod).get().getStatus().getPhase()));
        return admin.pods().resource(pod).getLog();
    }
}
