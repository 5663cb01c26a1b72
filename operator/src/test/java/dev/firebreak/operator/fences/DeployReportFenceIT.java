// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.fences;

import static dev.firebreak.operator.fences.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.api.v1alpha1.DeployReport;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.chart.Chart;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deploy reports: an agent writes those that name its own node; only the operator, or the namespace's end, takes them away. */
@WithControlPlane
class DeployReportFenceIT {
    private static final String OWN = "an agent writes only reports of its own node";
    private static final String ONLY = "only Firebreak's agents write DeployReports";

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String here = "deploys-here-" + suffix;
    private final String there = "deploys-there-" + suffix;
    private KubernetesClient admin;
    private Identities identities;
    private Node node;
    private Node other;
    private Tenant tenant;

    @BeforeEach
    void nodes(ControlPlane plane) {
        Chart.install(plane);
        admin = plane.client();
        identities = new Identities(plane);
        node = identities.node(here);
        other = identities.node(there);
        tenant = Tenant.of(plane, "deploys-" + suffix);
    }

    @AfterEach
    void delete() {
        tenant.close();
        admin.nodes().withName(here).delete();
        admin.nodes().withName(there).delete();
    }

    @Test
    void shouldWriteReportsOfItsOwnNodeOnlyWhenAnAgent() {
        try (KubernetesClient agent = identities.agentOf(node);
                KubernetesClient neighbour = identities.agentOf(other);
                KubernetesClient nowhere = identities.agentOfNoNode()) {
            assertRefused(() -> agent.resource(report("a", there)).create(), OWN + ", here " + here);
            assertRefused(() -> nowhere.resource(report("a", here)).create(), "its token names none");
            agent.resource(report("a", here)).create();
            neighbour.resource(report("b", there)).create();

            // Neither takes over the other's, nor gives its own away.
            assertRefused(() -> agent.resource(report("b", here)).update(), OWN);
            assertRefused(() -> agent.resource(report("a", there)).update(), OWN);

            DeployReport more = report("a", here);
            more.getStatus().getLookups().setAllowed(5L);
            assertThat(agent.resource(more).update().getStatus().getLookups().getAllowed())
                    .isEqualTo(5);
        }
    }

    @Test
    void shouldRefuseWhenSomebodyElseMayDoEverything() {
        try (KubernetesClient agent = identities.agentOf(node);
                KubernetesClient almighty = identities.almighty(tenant.namespace())) {
            agent.resource(report("a", here)).create();

            assertRefused(() -> tenant.client().resource(report("b", here)).create(), ONLY);
            assertRefused(() -> tenant.client().resource(report("a", here)).delete(), ONLY);
            assertRefused(() -> almighty.resource(report("b", here)).create(), ONLY);
            assertRefused(() -> almighty.resource(report("a", here)).update(), ONLY);
            assertRefused(() -> almighty.resource(report("a", here)).delete(), ONLY);
            assertRefused(() -> agent.resource(report("a", here)).delete(), "cannot delete resource \"deployreports\"");
            assertThat(tenant.client().resource(report("a", here)).get()).isNotNull();
        }
    }

    @Test
    void shouldTakeReportsAwayWhenTheOperator() {
        try (KubernetesClient agent = identities.agentOf(node);
                KubernetesClient operator = identities.operator()) {
            agent.resource(report("a", here)).create();

            operator.resource(report("a", here)).delete();

            assertThat(admin.resource(report("a", here)).get()).isNull();
            assertRefused(
                    () -> operator.resource(report("b", here)).create(), "cannot create resource \"deployreports\"");
        }
    }

    @Test
    void shouldGoWithTheirNamespaceWhenItIsDeleted() {
        try (KubernetesClient agent = identities.agentOf(node)) {
            agent.resource(report("a", here)).create();
        }

        admin.namespaces().withName(tenant.namespace()).delete();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                admin.namespaces().withName(tenant.namespace()).get())
                        .isNull());
    }

    private DeployReport report(String name, String nodeName) {
        return Samples.deployReport(tenant.namespace(), name, nodeName);
    }
}
