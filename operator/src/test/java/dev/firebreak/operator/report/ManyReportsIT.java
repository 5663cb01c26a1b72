// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.api.v1alpha1.NodeEnforcement;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.running.RunningOperator;
import dev.firebreak.operator.status.Condition;
import dev.firebreak.operator.status.ConditionType;
import dev.firebreak.operator.status.ListInForce;
import dev.firebreak.operator.status.PolicyStatus;
import dev.firebreak.operator.status.Reasons;
import dev.firebreak.operator.status.Truth;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** 5,000 nodes report on 1,000 policies: what the policies' statuses say, how often they are written, at what memory. */
@WithControlPlane(own = true)
class ManyReportsIT {
    private static final String NAMESPACE = "many";
    private static final int POLICIES = 1_000;
    private static final int NODES = 5_000;
    private static final int POLICIES_PER_NODE = 5;
    private static final int NODES_PER_POLICY = NODES * POLICIES_PER_NODE / POLICIES;
    private static final int DENIED = 2;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void shouldTellOfEachPolicyWhatItsNodesReport(ControlPlane plane, KubernetesClient client) throws Exception {
        install(client);
        try (ManyPolicies policies = new ManyPolicies(client, NAMESPACE);
                RunningOperator operator =
                        RunningOperator.startAsAdmin(plane, "collection.period=2S", "status.interval=" + INTERVAL)) {
            Awaitility.setDefaultFailFastCondition("the operator has ended", () -> !operator.isAlive());
            try {
                compileAll(client, policies);
                reportAll(client, policies);
                writeNothingForHeartbeats(client, policies);
                turnUnknownForSilentNodes(client, policies);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(operator.lastWords(), e);
            } finally {
                Awaitility.reset();
            }
            assertThat(operator.isAlive()).isTrue();
            assertThat(operator.peakKibibytes()).isLessThan(512 << 10);
        }
    }

    private static void compileAll(KubernetesClient client, ManyPolicies policies) throws Exception {
        Fleet.forEach(POLICIES, i -> client.resource(policy(i)).create());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(policies.count(ConditionType.READY, ManyReportsIT::holds))
                        .isEqualTo(POLICIES));
        assertThat(policies.status(name(0))
                        .condition(ConditionType.READY)
                        .orElseThrow()
                        .reason())
                .isEqualTo(Reasons.NO_MATCHING_PODS);
    }

    private static void reportAll(KubernetesClient client, ManyPolicies policies) throws Exception {
        policies.forgetWrites();
        Instant start = Instant.now();
        Fleet.forEach(
                NODES, i -> client.resource(report(i, policies, Instant.now())).create());
        await().atMost(PATIENCE)
                .untilAsserted(() -> IntStream.range(0, POLICIES)
                        .forEach(i -> assertThat(policies.status(name(i))).satisfies(ManyReportsIT::isWhole)));
        long intervals = Duration.between(start, Instant.now()).dividedBy(INTERVAL);
        assertThat(policies.writes().values()).allMatch(writes -> writes <= intervals + 2);
    }

    private static void isWhole(PolicyStatus status) {
        assertThat(status.nodes().desired()).isEqualTo(NODES_PER_POLICY);
        assertThat(status.nodes().programmed()).isEqualTo(NODES_PER_POLICY);
        assertThat(status.pods()).isEqualTo(new PodCounts(NODES_PER_POLICY, NODES_PER_POLICY, 0, 0));
        assertThat(status.denials().total()).isEqualTo((long) NODES_PER_POLICY * DENIED);
        assertThat(status.denials().top())
                .containsExactly(new NameCount("frontend.example.com", (long) NODES_PER_POLICY * DENIED));
        assertThat(status.conditions()).hasSize(6).allMatch(ManyReportsIT::holds);
        assertThat(status.condition(ConditionType.READY).orElseThrow().reason()).isEqualTo(Reasons.READY);
    }

    private static void writeNothingForHeartbeats(KubernetesClient client, ManyPolicies policies) throws Exception {
        policies.forgetWrites();
        Instant later = Instant.now().plusSeconds(1);
        Fleet.forEach(
                NODES / 20, i -> client.resource(report(i, policies, later)).update());
        await().during(INTERVAL.plusSeconds(1))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(policies.writes()).isEmpty());
    }

    private static void turnUnknownForSilentNodes(KubernetesClient client, ManyPolicies policies) {
        client.resource(report(0, policies, Instant.now().minus(Duration.ofHours(1))))
                .update();
        awaitUnknown(policies, Reasons.NODE_STALE);

        client.resource(report(0, policies, Instant.now())).update();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(policies.count(ConditionType.READY, ManyReportsIT::holds))
                        .isEqualTo(POLICIES));

        client.resources(NodeEnforcement.class).withName("node-1").delete();
        awaitUnknown(policies, Reasons.NODE_VANISHED);
    }

    /** The policies of one node, and only these. */
    private static void awaitUnknown(ManyPolicies policies, String reason) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(policies.count(
                                ConditionType.PROGRAMMED,
                                condition -> condition.status() == Truth.UNKNOWN
                                        && condition.reason().equals(reason)))
                        .isEqualTo(POLICIES_PER_NODE));
        assertThat(policies.count(ConditionType.PROGRAMMED, ManyReportsIT::holds))
                .isEqualTo(POLICIES - POLICIES_PER_NODE);
    }

    private static boolean holds(Condition condition) {
        return condition.status() == Truth.TRUE;
    }

    private static void install(KubernetesClient client) throws IOException {
        try (Stream<Path> crds = Files.list(Path.of("../crds/src/main/resources/META-INF/fabric8"))) {
            for (Path crd : crds.toList()) {
                client.load(Files.newInputStream(crd)).serverSideApply();
            }
        }
        Stream.of(NAMESPACE, "firebreak-system")
                .forEach(name -> client.resource(new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build())
                        .serverSideApply());
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            client.resources(DeployDnsPolicy.class).inNamespace(NAMESPACE).list();
            client.resources(NodeEnforcement.class).list();
            return true;
        });
    }

    private static String name(int policy) {
        return "policy-" + policy;
    }

    private static DeployDnsPolicy policy(int number) {
        return Fleet.policy(NAMESPACE, name(number), "p" + number + ".example.com");
    }

    /** Nodes with the same policies follow each other. */
    private static NodeEnforcement report(int node, ManyPolicies policies, Instant heartbeat) {
        return Fleet.report(
                "node-" + node,
                heartbeat,
                IntStream.range(0, POLICIES_PER_NODE)
                        .mapToObj(i -> entry(name(node / NODES_PER_POLICY * POLICIES_PER_NODE + i), policies))
                        .toList());
    }

    private static String entry(String policy, ManyPolicies policies) {
        ListInForce list = Objects.requireNonNull(policies.status(policy).inForce(), policy);
        return Fleet.entry(policies.uid(policy), list.digest().hex(), list.generation(), DENIED);
    }
}
