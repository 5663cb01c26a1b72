// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.fences;

import static dev.firebreak.operator.fences.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.chart.Chart;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The opt-in label: "true" or "false", from a pod's birth to its end, by whatever way somebody tries. */
@WithControlPlane
class OptInFenceIT {
    private static final String LABEL = "firebreak.dev/deploy-job";
    private static final String VALUES = "takes \"true\" or \"false\", not \"";
    private static final String STAYS = "of an existing pod cannot be set, changed or removed";

    private Tenant tenant;
    private KubernetesClient client;

    @BeforeEach
    void tenant(ControlPlane plane) {
        Chart.install(plane);
        tenant = Tenant.of(plane, "opt-in-" + UUID.randomUUID().toString().substring(0, 8));
        client = tenant.client();
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "True", "1", ""})
    void shouldRefuseThePodWhenTheLabelReadsOtherwise(String value) {
        assertRefused(() -> client.resource(pod(value)).create(), VALUES + value + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", ""})
    void shouldRefuseTheTemplateWhenTheLabelReadsOtherwise(String value) {
        PodTemplateSpec template = template(value);

        assertRefused(() -> client.resource(job(template)).create(), "in the pod template, the label");
        assertRefused(
                () -> client.resource(new CronJobBuilder()
                                .withNewMetadata()
                                .withNamespace(tenant.namespace())
                                .withName("c")
                                .endMetadata()
                                .withNewSpec()
                                .withSchedule("0 0 * * *")
                                .withNewJobTemplate()
                                .withSpec(job(template).getSpec())
                                .endJobTemplate()
                                .endSpec()
                                .build())
                        .create(),
                "in the pod template, the label");
        assertRefused(
                () -> client.resource(new DeploymentBuilder()
                                .withNewMetadata()
                                .withNamespace(tenant.namespace())
                                .withName("d")
                                .endMetadata()
                                .withNewSpec()
                                .withNewSelector()
                                .addToMatchLabels("app", "x")
                                .endSelector()
                                .withTemplate(template)
                                .endSpec()
                                .build())
                        .create(),
                "in the pod template, the label");
    }

    @Test
    void shouldMakeThePodWhenAControllersTemplateOptsIn() {
        client.resource(job(template("true"))).create();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.pods()
                                .inNamespace(tenant.namespace())
                                .withLabel(LABEL, "true")
                                .list()
                                .getItems())
                        .hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "status"})
    void shouldRefuseTheChangeWhenThePodExists(String subresource) {
        Pod optedIn = client.resource(pod("true")).create();
        Pod not = client.resource(pod(null)).create();

        assertRefused(() -> label(optedIn, subresource, "\"false\""), STAYS);
        assertRefused(() -> label(optedIn, subresource, "null"), STAYS);
        assertRefused(() -> label(not, subresource, "\"true\""), STAYS);
        assertRefused(() -> label(not, subresource, "\"maybe\""), STAYS);
        assertThat(value(optedIn)).isEqualTo("true");
        assertThat(value(not)).isNull();
    }

    /** The API server itself keeps labels out of these; the fence would, too, should it one day not. */
    @ParameterizedTest
    @ValueSource(strings = {"ephemeralcontainers", "resize"})
    void shouldKeepTheLabelWhenASubresourceTakesNoLabels(String subresource) {
        Pod pod = client.resource(pod("true")).create();

        label(pod, subresource, "\"false\"");

        assertThat(value(pod)).isEqualTo("true");
    }

    /** A binding's labels are added to its pod. */
    @Test
    void shouldRefuseTheBindingWhenItBringsTheLabel() {
        Pod pod = client.resource(pod(null)).create();
        String binding = client.getKubernetesSerialization()
                .asJson(new BindingBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName())
                        .withLabels(Map.of(LABEL, "true"))
                        .endMetadata()
                        .withNewTarget()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName("nowhere")
                        .endTarget()
                        .build());
        String namespace = "/api/v1/namespaces/" + tenant.namespace();

        assertRefused(
                () -> client.raw(namespace + "/pods/" + pod.getMetadata().getName() + "/binding", "POST", binding),
                STAYS);
        assertRefused(() -> client.raw(namespace + "/bindings", "POST", binding), STAYS);
        assertThat(value(pod)).isNull();
    }

    @Test
    void shouldLetOtherLabelsChangeWhenThePodExists() {
        Pod pod = client.resource(pod("true")).create();

        client.resource(pod)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"app\":\"y\"}}}");

        assertThat(client.resource(pod).get().getMetadata().getLabels())
                .containsEntry("app", "y")
                .containsEntry(LABEL, "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kube-system", Chart.NAMESPACE})
    void shouldStayOutOfTheWayWhenTheNamespaceIsExempt(String namespace) {
        Pod pod = new PodBuilder(pod("yes"))
                .editMetadata()
                .withNamespace(namespace)
                .endMetadata()
                .editSpec()
                .withServiceAccountName("default")
                .endSpec()
                .build();

        // Until the namespace has its default ServiceAccount, no pod is admitted there.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(tenant.admin().resource(pod).dryRun().create())
                                .isNotNull());
    }

    private void label(Pod pod, String subresource, String json) {
        String path = "/api/v1/namespaces/%s/pods/%s%s"
                .formatted(
                        tenant.namespace(),
                        pod.getMetadata().getName(),
                        subresource.isEmpty() ? "" : "/" + subresource);
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getMasterUrl() + path.substring(1))
                .method(
                        "PATCH",
                        "application/merge-patch+json",
                        "{\"metadata\":{\"labels\":{\"" + LABEL + "\":" + json + "}}}")
                .build();
        var response = client.getHttpClient().sendAsync(request, String.class).join();
        if (response.code() != 200) {
            throw new IllegalStateException(response.code() + ": " + response.body());
        }
    }

    private @Nullable String value(Pod pod) {
        Map<String, String> labels = client.resource(pod).get().getMetadata().getLabels();
        return labels == null ? null : labels.get(LABEL);
    }

    private Pod pod(@Nullable String value) {
        PodTemplateSpec template = template(value);
        return new PodBuilder()
                .withMetadata(template.getMetadata())
                .editMetadata()
                .withNamespace(tenant.namespace())
                .withName("p-" + UUID.randomUUID())
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    private static PodTemplateSpec template(@Nullable String value) {
        var template = new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels("app", "x")
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName("tenant")
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("c")
                .withImage("c")
                .endContainer()
                .endSpec();
        return value == null
                ? template.build()
                : template.editMetadata()
                        .addToLabels(LABEL, value)
                        .endMetadata()
                        .build();
    }

    private Job job(PodTemplateSpec template) {
        PodTemplateSpec once = new PodTemplateSpecBuilder(template)
                .editSpec()
                .withRestartPolicy("Never")
                .endSpec()
                .build();
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(tenant.namespace())
                .withName("j")
                .endMetadata()
                .withNewSpec()
                .withTemplate(once)
                .endSpec()
                .build();
    }
}
