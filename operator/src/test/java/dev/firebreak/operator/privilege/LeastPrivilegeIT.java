// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.privilege;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.api.v1alpha1.DeployReport;
import dev.firebreak.api.v1alpha1.NodeEnforcement;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.chart.Chart;
import dev.firebreak.operator.fences.Identities;
import dev.firebreak.operator.running.OperatorRequests;
import dev.firebreak.operator.running.RunningOperator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The operator's rights against what it asked the API server for in a life with all that can happen: the audit log tells.
 * A right that was never used fails this test, and so does a request that was refused.
 */
@WithControlPlane(own = true)
class LeastPrivilegeIT {
    /** What every user may ask, by Kubernetes' own role system:basic-user: for the leader election, which rights it has. */
    private static final Right ANYBODYS = new Right("authorization.k8s.io", "selfsubjectrulesreviews", "create");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] IMPATIENT = {
        "collection.grace=1S", "collection.period=1S", "status.interval=PT0.2S", "reports.kept=1", "reports.period=1S"
    };

    @Test
    void shouldUseEveryRightAndLackNoneWhenALifeIsLived(ControlPlane plane) {
        try (RunningOperator operator = RunningOperator.start(plane, IMPATIENT)) {
            live(plane);
            assertThat(operator.log()).doesNotContain("is forbidden");
        }

        Set<Right> granted = granted(plane.client());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(asked(plane, event -> true)).containsAll(granted));
        assertThat(asked(plane, event -> event.at("/responseStatus/code").asInt() == 403))
                .as("refused for want of a right")
                .isEmpty();
        assertThat(asked(plane, event -> true)).as("asked for").isEqualTo(granted);
    }

    /** A policy comes, changes, is accepted and is not; a list goes, a chunk is deleted; a node leaves. */
    private static void live(ControlPlane plane) {
        KubernetesClient admin = plane.client();
        HasMetadata list = create(admin, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {namespace: default, name: names, labels: {firebreak.dev/domain-list: "true"}}
                data: {names.txt: "listed.example.com"}
                """);
        HasMetadata policy = create(admin, """
                apiVersion: firebreak.dev/v1alpha1
                kind: DeployDnsPolicy
                metadata: {namespace: default, name: p}
                spec:
                  mode: Audit
                  deny: [{name: a, names: [a.example.com], namesFrom: [{configMap: {name: names, key: names.txt}}]}]
                """);
        HasMetadata cluster = create(admin, """
                apiVersion: firebreak.dev/v1alpha1
                kind: ClusterDeployDnsPolicy
                metadata: {name: p}
                spec: {mode: Enforce, deny: [{name: a, names: [b.example.com]}]}
                """);
        eventually(() -> header(admin, policy) != null && header(admin, cluster) != null);
        String digest = digest(admin, policy);

        // Another mode is another header of the same list; other names are another list, and the old one is collected.
        patch(admin, policy, "{\"spec\":{\"mode\":\"Enforce\"}}");
        eventually(() -> mode(admin, policy).equals("Enforce"));
        patch(admin, list, "{\"data\":{\"names.txt\":\"other.example.com\"}}");
        eventually(() -> !digest(admin, policy).equals(digest));
        eventually(() -> !isThere(admin, digest + "-0"));

        // The last good list stays in force, and an event says what is wrong.
        admin.resource(list).delete();
        eventually(() ->
                !admin.v1().events().inNamespace("default").list().getItems().isEmpty());

        // Somebody deletes a chunk in the operator's name; the operator puts it back.
        String chunk = digest(admin, cluster) + "-0";
        try (KubernetesClient culprit = new Identities(plane).asOperator()) {
            culprit.resources(DenylistChunk.class).withName(chunk).delete();
        }
        eventually(() -> isThere(admin, chunk));

        // A node reports, a long time ago by its clock, and leaves the cluster; so do two deploys of one owner there.
        var identities = new Identities(plane);
        Node node = identities.node("gone");
        try (KubernetesClient agent = identities.agentOf(node)) {
            for (String deploy : List.of("first", "last")) {
                create(agent, """
                        apiVersion: firebreak.dev/v1alpha1
                        kind: DeployReport
                        metadata: {namespace: default, name: %1$s, labels: {firebreak.dev/owner-uid: one}}
                        status:
                          nodeName: gone
                          pod: {name: %1$s, uid: %1$s}
                          startTime: "2026-01-01T00:00:00Z"
                          names: {denied: 0, audited: 0, allowed: 0}
                          lookups: {denied: 0, malformed: 0, audited: 0, allowed: 0, lost: 0}
                        """.formatted(deploy));
            }
            create(agent, """
                    apiVersion: firebreak.dev/v1alpha1
                    kind: NodeEnforcement
                    metadata: {name: gone}
                    status: {heartbeatTime: "2026-01-01T00:00:00Z"}
                    """);
        }
        admin.resource(node).delete();
        eventually(() -> admin.resources(DeployReport.class)
                        .inNamespace("default")
                        .list()
                        .getItems()
                        .size()
                == 1);
        eventually(() -> admin.resources(NodeEnforcement.class).withName("gone").get() == null);

        admin.resource(policy).delete();
        admin.resource(cluster).delete();
        eventually(() -> admin.resources(CompiledDenylist.class)
                        .list()
                        .getItems()
                        .isEmpty()
                && admin.resources(DenylistChunk.class).list().getItems().isEmpty());
    }

    private static Set<Right> granted(KubernetesClient admin) {
        return Stream.concat(
                        admin.rbac().clusterRoles().withName("firebreak-operator").get().getRules().stream(),
                        admin
                                .rbac()
                                .roles()
                                .inNamespace(Chart.NAMESPACE)
                                .withName("firebreak-operator")
                                .get()
                                .getRules()
                                .stream())
                .flatMap(Right::granted)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Right> asked(ControlPlane plane, Predicate<JsonNode> which) {
        Set<Right> rights = OperatorRequests.all(plane).stream()
                .filter(which)
                .map(Right::asked)
                .collect(Collectors.toCollection(TreeSet::new));
        rights.remove(ANYBODYS);
        return rights;
    }

    private static HasMetadata create(KubernetesClient client, String yaml) {
        return client.resource(yaml).create();
    }

    private static void patch(KubernetesClient client, HasMetadata object, String patch) {
        client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private static @Nullable CompiledDenylist header(KubernetesClient client, HasMetadata policy) {
        return client.resources(CompiledDenylist.class)
                .withName(policy.getMetadata().getUid())
                .get();
    }

    private static String digest(KubernetesClient client, HasMetadata policy) {
        CompiledDenylist header = header(client, policy);
        return header == null ? "" : header.getSpec().getDigest();
    }

    private static String mode(KubernetesClient client, HasMetadata policy) {
        CompiledDenylist header = header(client, policy);
        return header == null ? "" : header.getSpec().getMode().getValue();
    }

    private static boolean isThere(KubernetesClient client, String chunk) {
        return client.resources(DenylistChunk.class).withName(chunk).get() != null;
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }
}
