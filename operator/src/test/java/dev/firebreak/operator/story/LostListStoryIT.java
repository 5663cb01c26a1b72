// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.fences.Identities;
import dev.firebreak.operator.running.RunningOperator;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Chunks that somebody with the operator's rights takes away or replaces. */
@WithControlPlane(own = true)
class LostListStoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GOOD = """
            mode: Enforce
            deny:
            - name: sites
              names: ["%s.example.com"]
            """;
    private static final String BROKEN = """
            mode: Enforce
            deny:
            - name: sites
              namesFrom: [{configMap: {name: nowhere, key: names.txt}}]
            """;

    private static RunningOperator operator;
    private static Cluster cluster;
    private static KubernetesClient hands;

    @BeforeAll
    static void start(ControlPlane plane, KubernetesClient admin) {
        operator = RunningOperator.start(plane, "collection.grace=60S", "collection.period=1S", "status.interval=1S");
        cluster = Cluster.in(admin, "database");
        hands = new Identities(plane).asOperator();
    }

    @AfterAll
    static void stop() {
        hands.close();
        operator.close();
    }

    private static void awaitCondition(String policy, String type, String words) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.condition(policy, type)).isEqualTo(words));
    }

    /** A policy of this name whose list is there. */
    private static CompiledDenylist good(String policy) {
        String uid = cluster.apply(policy, GOOD.formatted(policy)).getMetadata().getUid();
        awaitCondition(policy, "Compiled", "True/Compiled");
        return Objects.requireNonNull(cluster.header(uid));
    }

    /** The first chunk of a list, as it is now. */
    private static DenylistChunk chunk(CompiledDenylist header) {
        return hands.resources(DenylistChunk.class)
                .withName(header.getSpec().getDigest() + "-0")
                .require();
    }

    private static void create(DenylistChunk chunk) {
        chunk.setMetadata(
                new ObjectMetaBuilder().withName(chunk.getMetadata().getName()).build());
        hands.resource(chunk).create();
    }

    @Test
    void shouldSaySoWhenTheListInForceIsGoneAndThePolicyIsInError() {
        // Given
        CompiledDenylist good = good("lost");
        cluster.apply("lost", BROKEN);
        awaitCondition("lost", "Programmed", "False/LastGoodList");
        DenylistChunk chunk = chunk(good);

        // When
        hands.resource(chunk).delete();

        // Then: it says so, and the header stays, for nodes that run the list go on with it
        awaitCondition("lost", "Programmed", "False/ListLost");
        assertThat(cluster.header(good.getMetadata().getName())).isNotNull();

        // When: put back by hand
        create(chunk);

        // Then
        awaitCondition("lost", "Programmed", "False/LastGoodList");

        // When: gone again, and the policy is mended
        hands.resource(chunk).delete();
        awaitCondition("lost", "Programmed", "False/ListLost");
        cluster.apply("lost", GOOD.formatted("lost"));

        // Then
        awaitCondition("lost", "Ready", "True/NoMatchingPods");
        assertThat(cluster.read(good).digest().hex()).isEqualTo(good.getSpec().getDigest());
    }

    @Test
    void shouldStoreItAnewWhenAChunkIsReplacedByAnother() {
        // Given
        CompiledDenylist good = good("replaced");
        DenylistChunk chunk = chunk(good);
        String data = chunk.getSpec().getData();

        // When: deleted, and one of the same name put in its place
        hands.resource(chunk).delete();
        chunk.getSpec().setData(Base64.getEncoder().encodeToString("not a list".getBytes(StandardCharsets.UTF_8)));
        create(chunk);

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(chunk(good).getSpec().getData()).isEqualTo(data));
        awaitCondition("replaced", "Ready", "True/NoMatchingPods");
    }
}
