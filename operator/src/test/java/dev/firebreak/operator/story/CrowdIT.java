// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.report.Fleet;
import dev.firebreak.operator.running.OperatorRequests;
import dev.firebreak.operator.running.RunningOperator;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.verdict.Question;
import dev.firebreak.policy.verdict.ReferenceVerdict;
import dev.firebreak.policy.verdict.Verdict;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many policies come at once and go at once, with their namespace. */
@WithControlPlane(own = true)
class CrowdIT {
    private static final int POLICIES = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String HOLD = "firebreak.dev/a-test-holds-it";

    private static RunningOperator operator;

    @BeforeAll
    static void start(ControlPlane plane) {
        operator = RunningOperator.start(
                plane, "collection.grace=1S", "collection.period=1S", "status.interval=" + INTERVAL);
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    /** What it has warned of, but for what the client says of every kind that is not v1 yet. */
    private static List<String> warnings() {
        return operator.log()
                .lines()
                .filter(line -> line.contains("\"level\":\"ERROR\"") || line.contains("\"level\":\"WARN\""))
                .filter(line -> !line.contains("VersionUsageUtils"))
                .toList();
    }

    @Test
    void shouldCompileEachOnceAndLeaveNothingWhenAThousandComeAtOnceAndGoWithTheirNamespace(
            ControlPlane plane, KubernetesClient admin) throws Exception {
        // Given
        Cluster cluster = Cluster.in(admin, "crowd");
        Map<String, Long> before = OperatorRequests.writes(plane);

        // When
        Fleet.forEach(POLICIES, i -> cluster.apply("p" + i, """
                        mode: %s
                        deny:
                        - name: d
                          names: ["n%d.example.com", "*.below%d.example.com"]
                        """.formatted(i % 2 == 0 ? "Enforce" : "Audit", i, i)));

        // Then
        Map<String, DeployDnsPolicy> policies = awaitCompiled(cluster);
        Map<String, CompiledDenylist> headers = admin.resources(CompiledDenylist.class).list().getItems().stream()
                .collect(Collectors.toMap(header -> header.getMetadata().getName(), Function.identity()));
        assertThat(headers).hasSize(POLICIES);
        Fleet.forEach(POLICIES, i -> {
            DeployDnsPolicy policy = Objects.requireNonNull(policies.get("p" + i));
            assertIsOf(
                    cluster,
                    policy,
                    Objects.requireNonNull(headers.get(policy.getMetadata().getUid())),
                    i);
        });

        // Then: each was written once, and when all is said there is silence
        assertThat(OperatorRequests.writes(plane)).satisfies(writes -> {
            assertThat(since(before, writes, "create denylistchunks")).isEqualTo(POLICIES);
            assertThat(since(before, writes, "create compileddenylists")).isEqualTo(POLICIES);
            assertThat(since(before, writes, "update compileddenylists")).isZero();
            assertThat(since(before, writes, "patch deploydnspolicies/status"))
                    .isBetween((long) POLICIES, POLICIES * 2L);
            assertThat(since(before, writes, "create events")).isZero();
        });
        Map<String, Long> settled = OperatorRequests.writes(plane);
        await().during(INTERVAL.multipliedBy(2))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(OperatorRequests.writes(plane)).isEqualTo(settled));

        // When
        admin.namespaces().withName("crowd").delete();

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(admin.namespaces().withName("crowd").get()).isNull();
            assertThat(admin.resources(CompiledDenylist.class).list().getItems())
                    .isEmpty();
            assertThat(admin.resources(DenylistChunk.class).list().getItems()).isEmpty();
        });
        assertThat(warnings()).isEmpty();
    }

    private static Map<String, DeployDnsPolicy> awaitCompiled(Cluster cluster) {
        return await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> cluster.client()
                                .resources(DeployDnsPolicy.class)
                                .inNamespace(cluster.namespace())
                                .list()
                                .getItems(),
                        all -> all.size() == POLICIES
                                && all.stream()
                                        .allMatch(policy -> policy.getStatus() != null
                                                && Cluster.words(
                                                                policy.getStatus()
                                                                        .getConditions(),
                                                                "Compiled",
                                                                1)
                                                        .equals("True/Compiled")))
                .stream()
                .collect(Collectors.toMap(policy -> policy.getMetadata().getName(), Function.identity()));
    }

    /** The header says what the policy says, and names its list, not another's. */
    private static void assertIsOf(Cluster cluster, DeployDnsPolicy policy, CompiledDenylist header, int number) {
        assertThat(header.getSpec().getMode().getValue())
                .isEqualTo(policy.getSpec().getMode().getValue());
        assertThat(header.getSpec().getPolicyRef().getName())
                .isEqualTo(policy.getMetadata().getName());
        assertThat(header.getSpec().getPolicyRef().getNamespace()).isEqualTo(cluster.namespace());
        assertThat(header.getSpec().getPolicyRef().getGeneration()).isEqualTo(1);
        assertThat(header.getSpec().getEntries()).isEqualTo(2);
        assertThat(policy.getStatus().getDigest()).isEqualTo(header.getSpec().getDigest());
        var list = cluster.read(header).effective("read", Mode.Enforce);
        assertThat(List.of("n%d.example.com", "x.below%d.example.com", "below%d.example.com", "n%d0.example.com"))
                .map(name -> ReferenceVerdict.decide(List.of(list), Question.ofText(name.formatted(number)))
                        .outcome())
                .containsExactly(
                        Verdict.Outcome.DENIED,
                        Verdict.Outcome.DENIED,
                        Verdict.Outcome.ALLOWED,
                        Verdict.Outcome.ALLOWED);
    }

    private static long since(Map<String, Long> before, Map<String, Long> now, String what) {
        return now.getOrDefault(what, 0L) - before.getOrDefault(what, 0L);
    }

    @Test
    void shouldKeepTheLastGoodListAndNotInsistWhenAPolicyIsHeldInANamespaceThatIsBeingDeleted(
            ControlPlane plane, KubernetesClient admin) {
        // Given: somebody's finalizer holds the policy, and with it the namespace
        Cluster cluster = Cluster.in(admin, "leaving");
        cluster.list("names", "held.example.com");
        String uid = cluster.apply("held", """
                mode: Enforce
                deny:
                - name: d
                  namesFrom: [{configMap: {name: names, key: names.txt}}]
                """).getMetadata().getUid();
        hold(cluster, "[\"" + HOLD + "\"]");
        await().atMost(PATIENCE).until(() -> cluster.header(uid) != null);

        // When: all else goes, its list too
        long before = madeWrites(plane);
        admin.namespaces().withName("leaving").delete();

        // Then: the status says so once; the event about it cannot be written, for nothing can be created there any
        // more
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(cluster.condition("held", "ResolvedRefs")).isEqualTo("False/ListsNotFound"));
        assertThat(admin.resources(ConfigMap.class)
                        .inNamespace("leaving")
                        .withName("names")
                        .get())
                .isNull();
        cluster.read(Objects.requireNonNull(cluster.header(uid)));
        assertThat(settledWrites(plane) - before)
                .as("writes since the namespace began to go")
                .isLessThan(8);

        // When
        hold(cluster, "[]");

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(admin.namespaces().withName("leaving").get()).isNull();
            assertThat(cluster.header(uid)).isNull();
            assertThat(admin.resources(DenylistChunk.class).list().getItems()).isEmpty();
        });
        assertThat(warnings()).isEmpty();
    }

    /** Returns the number of the operator's writes but deletions, for the other story's objects may still be going. */
    private static long madeWrites(ControlPlane plane) {
        return OperatorRequests.writes(plane).entrySet().stream()
                .filter(write -> !write.getKey().startsWith("delete "))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Returns that number when none was added for two of a policy's intervals. */
    private static long settledWrites(ControlPlane plane) {
        var last = new AtomicLong(-1);
        var since = new AtomicLong();
        await().atMost(PATIENCE).until(() -> {
            long now = System.nanoTime();
            long writes = madeWrites(plane);
            if (last.getAndSet(writes) != writes) {
                since.set(now);
            }
            return now - since.get() > INTERVAL.multipliedBy(2).toNanos();
        });
        return last.get();
    }

    /** Sets the policy's finalizers, whatever else is written meanwhile. */
    private static void hold(Cluster cluster, String finalizers) {
        cluster.client()
                .resource(cluster.policy("held"))
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":" + finalizers + "}}");
    }
}
