// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.ControlPlane.Program;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.running.RunningOperator;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Operators that end in the middle of their work, and an API server that does. */
@WithControlPlane(own = true)
class HandOverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String NAMESPACE = "firebreak-system";
    private static final String LEASE = "firebreak-operator";
    private static final String[] SETTINGS = {
        "collection.grace=2S",
        "collection.period=1S",
        "status.interval=1S",
        "leader.duration=4S",
        "leader.renew-deadline=3S",
        "leader.retry-period=1S"
    };

    private static void policies(Cluster cluster, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            cluster.apply(
                    prefix + i,
                    "mode: Enforce\ndeny:\n- name: d\n  names: [%s]\n"
                            .formatted(IntStream.range(i, i + 20)
                                    .mapToObj(n -> "\"n" + n + "." + prefix + "example.com\"")
                                    .collect(Collectors.joining(", "))));
        }
    }

    private static void awaitAllCompiled(Cluster cluster) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(cluster.client()
                                .resources(DeployDnsPolicy.class)
                                .inNamespace(cluster.namespace())
                                .list()
                                .getItems())
                        .isNotEmpty()
                        .allSatisfy(policy -> assertThat(Cluster.words(
                                        policy.getStatus().getConditions(),
                                        "Compiled",
                                        policy.getMetadata().getGeneration()))
                                .isEqualTo("True/Compiled")));
    }

    /** Headers and policies are one to one, each header's list is whole, and no chunk is left over. */
    private static void assertNothingDangles(Cluster cluster) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Set<String> policies =
                    cluster.client().resources(DeployDnsPolicy.class).inAnyNamespace().list().getItems().stream()
                            .map(policy -> policy.getMetadata().getUid())
                            .collect(Collectors.toSet());
            Set<String> headers = new HashSet<>();
            Set<String> named = new HashSet<>();
            for (CompiledDenylist header :
                    cluster.client().resources(CompiledDenylist.class).list().getItems()) {
                headers.add(header.getMetadata().getName());
                for (int i = 0; i < header.getSpec().getChunks(); i++) {
                    named.add(header.getSpec().getDigest() + "-" + i);
                }
            }
            Set<String> chunks = cluster.client().resources(DenylistChunk.class).list().getItems().stream()
                    .map(chunk -> chunk.getMetadata().getName())
                    .collect(Collectors.toSet());
            assertThat(headers).isEqualTo(policies);
            assertThat(chunks).isEqualTo(named);
        });
        cluster.readAll();
    }

    @Test
    void shouldFinishTheWorkWhenTheLeaderIsKilledInMidWrite(ControlPlane plane, KubernetesClient admin) {
        // Given
        Cluster cluster = Cluster.in(admin, "killed");
        RunningOperator first = RunningOperator.start(plane, SETTINGS);
        await().atMost(PATIENCE).until(first::isLeading);
        try (RunningOperator second = RunningOperator.start(plane, SETTINGS)) {
            assertThat(second.isLeading()).isFalse();
            Thread writer = Thread.ofPlatform().start(() -> policies(cluster, "k", 100));
            await().atMost(PATIENCE)
                    .until(() -> !admin.resources(DenylistChunk.class)
                            .list()
                            .getItems()
                            .isEmpty());

            // When
            first.kill();

            // Then
            await().atMost(PATIENCE).until(() -> !writer.isAlive());
            await().atMost(PATIENCE).until(second::isLeading);
            awaitAllCompiled(cluster);
            assertNothingDangles(cluster);
        } finally {
            first.end();
            admin.namespaces().withName("killed").delete();
        }
    }

    @Test
    void shouldLeadWhenALeaderDiedWhoseClockWasHoursAhead(ControlPlane plane, KubernetesClient admin) {
        // Given
        ZonedDateTime future = ZonedDateTime.now(ZoneOffset.UTC).plusHours(2);
        admin.leases().inNamespace(NAMESPACE).withName(LEASE).delete();
        admin.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(LEASE)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity("ahead-of-its-time")
                        .withAcquireTime(future)
                        .withRenewTime(future)
                        .withLeaseDurationSeconds(4)
                        .withLeaseTransitions(0)
                        .endSpec()
                        .build())
                .create();

        // When
        try (RunningOperator operator = RunningOperator.start(plane, SETTINGS)) {
            // Then
            await().atMost(PATIENCE).until(operator::isLeading);
        }
    }

    @Test
    void shouldGoOnWhenTheApiServerIsKilledUnderLoadAndWhenTheLeaderIsToldToEnd(
            ControlPlane plane, KubernetesClient admin) {
        // Given
        Cluster cluster = Cluster.in(admin, "weather");
        try (RunningOperator first = RunningOperator.start(plane)) {
            await().atMost(PATIENCE).until(first::isLeading);
            policies(cluster, "before", 50);

            // When: the API server ends in the middle of it
            plane.stop(Program.API_SERVER);
            plane.start(Program.API_SERVER);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                policies(cluster, "after", 20);
                return true;
            });

            // Then
            awaitAllCompiled(cluster);
            cluster.readAll();

            // When: a second waits, and the first is told to end
            try (RunningOperator second = RunningOperator.start(plane)) {
                long started = System.nanoTime();
                first.end();

                // Then: it need not wait for the lease of 15 s to run out
                await().atMost(PATIENCE).until(second::isLeading);
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(12));
                policies(cluster, "second", 5);
                awaitAllCompiled(cluster);
            }
        }
        admin.namespaces().withName("weather").delete();
    }
}
