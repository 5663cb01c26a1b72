// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.CompiledDenylistSpec;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.fences.Identities;
import dev.firebreak.operator.running.OperatorRequests;
import dev.firebreak.operator.running.RunningOperator;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.verdict.Question;
import dev.firebreak.policy.verdict.ReferenceVerdict;
import dev.firebreak.policy.verdict.Verdict;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody with the operator's rights writes what the operator writes, at the same time: a late predecessor, for one. */
@WithControlPlane(own = true)
class ConflictIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int POLICIES = 5;
    private static final int ROUNDS = 20;

    private static RunningOperator operator;

    @BeforeAll
    static void start(ControlPlane plane) {
        operator =
                RunningOperator.start(plane, "collection.grace=1S", "collection.period=1S", "status.interval=PT0.2S");
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    private static String spec(int policy, int round) {
        return """
                mode: %s
                deny:
                - name: d
                  names: ["p%d.r%d.example.com"]
                """.formatted(round % 2 == 0 ? "Enforce" : "Audit", policy, round);
    }

    @Test
    void shouldSettleOnTheLastEditWhenPoliciesStatusesHeadersAndChunksAreWrittenAtTheSameTime(
            ControlPlane plane, KubernetesClient admin) throws Exception {
        // Given
        Cluster cluster = Cluster.in(admin, "conflict");
        IntStream.range(0, POLICIES).forEach(i -> cluster.apply("p" + i, spec(i, 0)));

        // When: one edits policies, one their statuses, one headers, one chunks
        try (KubernetesClient meddler = new Identities(plane).asOperator();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> writers = List.of(
                    threads.submit(() -> each((policy, round) -> cluster.apply("p" + policy, spec(policy, round)))),
                    threads.submit(() -> each((policy, round) -> editStatus(cluster, meddler, "p" + policy, round))),
                    threads.submit(() -> each((policy, round) -> editHeader(cluster, meddler, "p" + policy, round))),
                    threads.submit(() -> each((policy, round) -> deleteChunks(cluster, meddler, "p" + policy))));
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        // Then: the last edit stands, in status, header and chunks
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            for (int i = 0; i < POLICIES; i++) {
                assertSettled(cluster, i);
            }
        });
        assertNothingIsLeftOver(admin);

        // Then: and there is silence
        Map<String, Long> settled = OperatorRequests.writes(plane);
        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(OperatorRequests.writes(plane)).isEqualTo(settled));
        assertThat(operator.log()).doesNotContain("IllegalStateException");
    }

    private interface Write {
        void write(int policy, int round);
    }

    private static void each(Write write) {
        for (int round = 1; round <= ROUNDS; round++) {
            for (int policy = 0; policy < POLICIES; policy++) {
                try {
                    write.write(policy, round);
                } catch (KubernetesClientException e) {
                    // The operator was quicker: this write is lost, the next one may not be.
                    assertThat(e.getCode()).as(e.getMessage()).isIn(404, 409);
                }
            }
        }
    }

    /** Says of a condition the contrary, and takes another one away. */
    private static void editStatus(Cluster cluster, KubernetesClient meddler, String name, int round) {
        DeployDnsPolicy policy = cluster.policy(name);
        if (policy.getStatus() == null || policy.getStatus().getConditions() == null) {
            return;
        }
        policy.getStatus().setEntries(1_000 + round);
        policy.getStatus()
                .setConditions(policy.getStatus().getConditions().stream()
                        .filter(condition -> !condition.getType().equals("Programmed"))
                        .map(condition -> condition.getType().equals("Compiled")
                                ? new ConditionBuilder(condition)
                                        .withStatus("False")
                                        .withReason("Meddled")
                                        .build()
                                : condition)
                        .toList());
        meddler.resource(policy).updateStatus();
    }

    private static void editHeader(Cluster cluster, KubernetesClient meddler, String name, int round) {
        String uid = cluster.policy(name).getMetadata().getUid();
        if (round % 3 == 0) {
            meddler.resources(CompiledDenylist.class).withName(uid).delete();
            return;
        }
        CompiledDenylist header = cluster.header(uid);
        if (header != null) {
            header.getSpec().setMode(CompiledDenylistSpec.Mode.Audit);
            header.getSpec().setDigest("0".repeat(64));
            meddler.resource(header).update();
        }
    }

    private static void deleteChunks(Cluster cluster, KubernetesClient meddler, String name) {
        CompiledDenylist header =
                cluster.header(cluster.policy(name).getMetadata().getUid());
        if (header != null) {
            meddler.resources(DenylistChunk.class)
                    .withName(header.getSpec().getDigest() + "-0")
                    .delete();
        }
    }

    private static void assertSettled(Cluster cluster, int number) {
        DeployDnsPolicy policy = cluster.policy("p" + number);
        CompiledDenylist header =
                Objects.requireNonNull(cluster.header(policy.getMetadata().getUid()));
        assertThat(header.getSpec().getPolicyRef().getGeneration())
                .isEqualTo(policy.getMetadata().getGeneration());
        assertThat(header.getSpec().getMode().getValue())
                .isEqualTo(policy.getSpec().getMode().getValue());
        var list = cluster.read(header).effective("read", Mode.Enforce);
        assertThat(ReferenceVerdict.decide(
                                List.of(list), Question.ofText("p%d.r%d.example.com".formatted(number, ROUNDS)))
                        .outcome())
                .isEqualTo(Verdict.Outcome.DENIED);
        assertThat(cluster.condition("p" + number, "Compiled")).isEqualTo("True/Compiled");
        assertThat(cluster.condition("p" + number, "Programmed")).isEqualTo("True/NoMatchingPods");
        assertThat(policy.getStatus().getDigest()).isEqualTo(header.getSpec().getDigest());
        assertThat(policy.getStatus().getEntries()).isEqualTo(1);
    }

    private static void assertNothingIsLeftOver(KubernetesClient admin) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                admin.resources(DenylistChunk.class).list().getItems())
                        .hasSize(POLICIES));
        assertThat(admin.resources(CompiledDenylist.class).list().getItems()).hasSize(POLICIES);
    }
}
