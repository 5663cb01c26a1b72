// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.api.v1alpha1.NodeEnforcement;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.fences.Identities;
import dev.firebreak.operator.running.RunningOperator;
import dev.firebreak.operator.status.Condition;
import dev.firebreak.operator.status.ConditionType;
import dev.firebreak.operator.status.ListInForce;
import dev.firebreak.operator.status.PolicyStatus;
import dev.firebreak.operator.status.Truth;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nodes report as fast as they can, two operators run, and the leader is killed meanwhile. */
@WithControlPlane(own = true)
class StatusStormIT {
    private static final String NAMESPACE = "storm";
    private static final int POLICIES = 10;
    private static final int NODES = 20;
    private static final int ROUNDS = 20;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String[] SETTINGS = {
        "status.interval=" + INTERVAL, "leader.duration=4S", "leader.renew-deadline=3S", "leader.retry-period=1S"
    };

    @Test
    void shouldCountEachDenialOnceAndKeepThePaceWhenTheLeaderIsKilledInAStormOfReports(
            ControlPlane plane, KubernetesClient admin) {
        List<KubernetesClient> agents = new ArrayList<>();
        RunningOperator first = RunningOperator.start(plane, SETTINGS);
        await().atMost(PATIENCE).until(first::isLeading);
        try (RunningOperator second = RunningOperator.start(plane, SETTINGS);
                ManyPolicies policies = new ManyPolicies(admin, NAMESPACE)) {
            // Given
            create(admin, policies);
            var identities = new Identities(plane);
            IntStream.range(0, NODES)
                    .mapToObj(i -> identities.agentOf(identities.node("node-" + i)))
                    .forEach(agents::add);
            policies.forgetWrites();
            Instant start = Instant.now();

            // When
            for (int round = 1; round <= ROUNDS; round++) {
                for (int node = 0; node < NODES; node++) {
                    report(agents.get(node), policies, node, round);
                }
                if (round == ROUNDS / 2) {
                    first.kill();
                }
            }

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> IntStream.range(0, POLICIES)
                            .forEach(i -> assertThat(policies.status("p" + i)).satisfies(StatusStormIT::isWhole)));
            assertThat(second.isLeading()).isTrue();
            // One more for each operator's first write, and one for the interval that has only begun.
            long intervals = Duration.between(start, Instant.now()).dividedBy(INTERVAL);
            assertThat(policies.writes().values()).hasSize(POLICIES).allMatch(writes -> writes <= intervals + 3);

            // Then: and no more
            policies.forgetWrites();
            await().during(INTERVAL.multipliedBy(2))
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(policies.writes()).isEmpty());
        } finally {
            agents.forEach(KubernetesClient::close);
            first.end();
        }
    }

    private static void create(KubernetesClient admin, ManyPolicies policies) {
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        for (int i = 0; i < POLICIES; i++) {
            admin.resource(Serialization.unmarshal("""
                            apiVersion: firebreak.dev/v1alpha1
                            kind: DeployDnsPolicy
                            metadata: {namespace: %s, name: p%d}
                            spec: {mode: Enforce, deny: [{name: d, names: [n%d.example.com]}]}
                            """.formatted(NAMESPACE, i, i), DeployDnsPolicy.class))
                    .create();
        }
        await().atMost(PATIENCE)
                .until(() ->
                        policies.count(ConditionType.READY, condition -> condition.status() == Truth.TRUE) == POLICIES);
    }

    /** A node has denied so many lookups as there were rounds, for each policy. */
    private static void report(KubernetesClient agent, ManyPolicies policies, int node, int round) {
        List<String> entries = IntStream.range(0, POLICIES)
                .mapToObj(i -> entry("p" + i, policies, round))
                .toList();
        NodeEnforcement report = Fleet.report("node-" + node, Instant.now(), entries);
        if (round == 1) {
            agent.resource(report).create();
        } else {
            agent.resource(report).update();
        }
    }

    private static String entry(String policy, ManyPolicies policies, int round) {
        ListInForce list = Objects.requireNonNull(policies.status(policy).inForce(), policy);
        return Fleet.entry(policies.uid(policy), list.digest().hex(), list.generation(), round);
    }

    private static void isWhole(PolicyStatus status) {
        assertThat(status.nodes().programmed()).isEqualTo(NODES);
        assertThat(status.pods()).isEqualTo(new PodCounts(NODES, NODES, 0, 0));
        assertThat(status.denials().total()).isEqualTo((long) NODES * ROUNDS);
        assertThat(status.denials().top())
                .containsExactly(new NameCount("frontend.example.com", (long) NODES * ROUNDS));
        assertThat(status.conditions()).hasSize(6).extracting(Condition::status).containsOnly(Truth.TRUE);
    }
}
