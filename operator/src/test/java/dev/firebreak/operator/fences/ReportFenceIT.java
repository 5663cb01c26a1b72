// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.fences;

import static dev.firebreak.operator.fences.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.api.v1alpha1.NodeEnforcement;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.chart.Chart;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports: an agent writes that of the node which its token names, and nothing else; nobody else writes any. */
@WithControlPlane
class ReportFenceIT {
    private static final String OWN = "an agent writes only the report of its own node";

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String here = "here-" + suffix;
    private final String there = "there-" + suffix;
    private KubernetesClient admin;
    private Identities identities;
    private Node node;

    @BeforeEach
    void nodes(ControlPlane plane) {
        Chart.install(plane);
        admin = plane.client();
        identities = new Identities(plane);
        node = identities.node(here);
        identities.node(there);
    }

    @AfterEach
    void delete() {
        try (KubernetesClient operator = identities.asOperator()) {
            operator.resource(Samples.report(here)).delete();
        }
        admin.nodes().withName(here).delete();
        admin.nodes().withName(there).delete();
    }

    @Test
    void shouldWriteItsOwnReportOnlyWhenTheTokenIsBoundToANode() {
        try (KubernetesClient agent = identities.agentOf(node)) {
            assertWritesOnlyItsOwn(agent);
        }
    }

    @Test
    void shouldWriteItsOwnReportOnlyWhenTheTokenIsBoundToAPodOnANode() {
        Pod pod = admin.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(Chart.NAMESPACE)
                        .withName("agent-" + suffix)
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(here)
                        .withServiceAccountName("firebreak-agent")
                        .addNewContainer()
                        .withName("agent")
                        .withImage("agent")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        try (KubernetesClient agent = identities.agentIn(pod)) {
            assertWritesOnlyItsOwn(agent);
        } finally {
            admin.resource(pod).withGracePeriod(0).delete();
        }
    }

    @Test
    void shouldRefuseWhenTheTokenNamesNoNode() {
        try (KubernetesClient agent = identities.agentOfNoNode()) {
            assertRefused(() -> agent.resource(Samples.report(here)).create(), "its token names none");
            assertRefused(() -> agent.resource(Samples.report(there)).create(), "its token names none");
        }
    }

    @Test
    void shouldRefuseWhenSomebodyElseMayDoEverything(ControlPlane plane) {
        try (Tenant tenant = Tenant.of(plane, "reports-" + suffix);
                KubernetesClient almighty = identities.almighty(tenant.namespace());
                KubernetesClient operator = identities.operator();
                KubernetesClient agent = identities.agentOf(node)) {
            agent.resource(Samples.report(here)).create();

            assertRefused(
                    () -> tenant.client().resource(Samples.report(there)).create(),
                    "cannot create resource \"nodeenforcements\"");
            assertRefused(() -> almighty.resource(Samples.report(there)).create(), "only Firebreak's agents write");
            assertRefused(() -> almighty.resource(Samples.report(here)).update(), "only Firebreak's agents write");
            assertRefused(() -> almighty.resource(Samples.report(here)).delete(), "only Firebreak's agents write");
            assertRefused(() -> almighty.resources(NodeEnforcement.class).delete(), "only Firebreak's agents write");
            assertRefused(() -> operator.resource(Samples.report(there)).create(), "nodeenforcements");
            assertThat(admin.resource(Samples.report(here)).get()).isNotNull();
        }
    }

    private void assertWritesOnlyItsOwn(KubernetesClient agent) {
        assertRefused(() -> agent.resource(Samples.report(there)).create(), OWN + ", here " + here);
        agent.resource(Samples.report(here)).create();
        NodeEnforcement report = Samples.report(here);
        report.getStatus()
                .setHeartbeatTime(report.getStatus().getHeartbeatTime().plusMinutes(5));
        assertThat(agent.resource(report).update().getStatus().getHeartbeatTime())
                .isEqualTo(report.getStatus().getHeartbeatTime());
        assertThat(admin.resource(Samples.report(there)).get()).isNull();
    }
}
