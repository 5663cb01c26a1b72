// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.api.v1alpha1.ClusterDeployDnsPolicy;
import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.CompiledDenylistSpec;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.fences.Identities;
import dev.firebreak.operator.running.RunningOperator;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.verdict.Question;
import dev.firebreak.policy.verdict.ReferenceVerdict;
import dev.firebreak.policy.verdict.Verdict;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A policy's life, as a person lives it. */
@WithControlPlane(own = true)
class PolicyStoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String INLINE = """
            mode: Enforce
            deny:
            - name: frontend
              names: ["frontend.example.com", "*.frontend.example.com"]
            allow:
            - name: status
              names: ["status.frontend.example.com"]
            """;
    private static final String LISTED = """
            mode: Audit
            deny:
            - name: sites
              namesFrom: [{configMap: {name: %s, key: names.txt}}]
            """;

    private static RunningOperator operator;
    private static Cluster cluster;
    private static ControlPlane plane;

    @BeforeAll
    static void start(ControlPlane plane, KubernetesClient admin) {
        PolicyStoryIT.plane = plane;
        operator = RunningOperator.start(plane, "collection.grace=2S", "collection.period=1S", "status.interval=1S");
        cluster = Cluster.in(admin, "database");
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    private static void awaitCondition(String policy, String type, String words) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.condition(policy, type)).isEqualTo(words));
    }

    private static CompiledDenylist awaitHeader(String uid) {
        return await().atMost(PATIENCE).until(() -> cluster.header(uid), header -> header != null);
    }

    private static void awaitNoHeader(String uid) {
        await().atMost(PATIENCE).until(() -> cluster.header(uid) == null);
    }

    @Test
    void shouldKeepTheLastGoodListWhenAPolicyIsEditedBrokenMendedAndDeleted() {
        // Given: names of its own, for policies with the same names share a list
        String inline = INLINE.replace("frontend", "life");
        String uid = cluster.apply("life", inline).getMetadata().getUid();
        awaitCondition("life", "Ready", "True/NoMatchingPods");
        String first = awaitHeader(uid).getSpec().getDigest();

        // When: edited, broken, mended, deleted
        cluster.apply("life", inline.replace("Enforce", "Audit"));
        awaitCondition("life", "Compiled", "True/Compiled");
        assertThat(awaitHeader(uid).getSpec().getDigest()).isEqualTo(first);
        assertThat(awaitHeader(uid).getSpec().getMode()).isEqualTo(CompiledDenylistSpec.Mode.Audit);

        cluster.apply("life", LISTED.formatted("nowhere"));
        awaitCondition("life", "Ready", "False/ListsNotFound");
        assertThat(awaitHeader(uid).getSpec().getDigest()).isEqualTo(first);
        assertThat(cluster.policy("life").getStatus().getEnforcedGeneration()).isEqualTo(2);
        await().atMost(PATIENCE).until(() -> cluster.events("life").contains("ListsNotFound"));

        cluster.apply("life", inline.replace("status.life", "news.life"));
        awaitCondition("life", "Compiled", "True/Compiled");
        CompiledDenylist mended = awaitHeader(uid);
        assertThat(mended.getSpec().getPolicyRef().getGeneration()).isEqualTo(4);
        assertThat(verdict(mended, "www.life.example.com")).isEqualTo(Verdict.Outcome.DENIED);
        assertThat(verdict(mended, "news.life.example.com")).isEqualTo(Verdict.Outcome.ALLOWED);

        cluster.client().resource(cluster.policy("life")).delete();

        // Then: nothing is left, and the first list, which nothing named, was collected before
        awaitNoHeader(uid);
        await().atMost(PATIENCE)
                .until(() -> chunks().stream()
                        .noneMatch(chunk -> chunk.startsWith(first)
                                || chunk.startsWith(mended.getSpec().getDigest())));
    }

    private static List<String> chunks() {
        return cluster.client().resources(DenylistChunk.class).list().getItems().stream()
                .map(chunk -> chunk.getMetadata().getName())
                .toList();
    }

    private static Verdict.Outcome verdict(CompiledDenylist header, String name) {
        var policy = cluster.read(header).effective("read back", Mode.Enforce);
        return ReferenceVerdict.decide(List.of(policy), Question.ofText(name)).outcome();
    }

    @Test
    void shouldFollowAListWhenItsConfigMapChangesGoesAndComesBack() {
        // Given
        cluster.list("follow", "one.example.com\n");
        String uid = cluster.apply("follows", LISTED.formatted("follow"))
                .getMetadata()
                .getUid();
        awaitCondition("follows", "Compiled", "True/Compiled");

        // When: changed
        cluster.list("follow", "one.example.com\ntwo.example.com # the other\n0.0.0.0 three.example.com\n");

        // Then
        await().atMost(PATIENCE).until(() -> awaitHeader(uid).getSpec().getEntries() == 3);

        // When: broken in line 3
        cluster.list("follow", "one.example.com\n\nnot a name\n");

        // Then
        awaitCondition("follows", "ResolvedRefs", "False/ListsBroken");
        assertThat(cluster.message("follows", "ResolvedRefs")).startsWith("follow/names.txt:3: \"not a name\"");
        assertThat(awaitHeader(uid).getSpec().getEntries()).isEqualTo(3);
        assertThat(cluster.policy("follows").getStatus().getEntries()).isEqualTo(3);

        // When: gone
        cluster.client().configMaps().inNamespace("database").withName("follow").delete();

        // Then
        awaitCondition("follows", "ResolvedRefs", "False/ListsNotFound");
        assertThat(awaitHeader(uid).getSpec().getEntries()).isEqualTo(3);

        // When: back
        cluster.list("follow", "four.example.com");

        // Then
        awaitCondition("follows", "Ready", "True/NoMatchingPods");
        assertThat(awaitHeader(uid).getSpec().getEntries()).isEqualTo(1);
    }

    @Test
    void shouldSayWhatIsWrongWhenAListIsBinaryOrOneLineOrTooLong() {
        // Given
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("binary")
                        .withNamespace("database")
                        .addToLabels("firebreak.dev/domain-list", "true")
                        .endMetadata()
                        .withBinaryData(Map.of("names.txt", Base64.getEncoder().encodeToString(new byte[] {-1, 0})))
                        .build())
                .create();
        cluster.list("line", "x".repeat(1_000_000));
        for (int part = 0; part < 4; part++) {
            int from = part * 26_000;
            cluster.list("many-" + part, names("n%d.example.com", from, from + 26_000));
        }

        // When
        cluster.apply("binary", LISTED.formatted("binary"));
        cluster.apply("line", LISTED.formatted("line"));
        cluster.apply(
                "many",
                "mode: Enforce\ndeny:\n- name: many\n  namesFrom:\n"
                        + IntStream.range(0, 4)
                                .mapToObj("  - {configMap: {name: many-%d, key: names.txt}}\n"::formatted)
                                .collect(Collectors.joining()));

        // Then
        awaitCondition("binary", "ResolvedRefs", "False/ListsBroken");
        assertThat(cluster.message("binary", "ResolvedRefs")).contains("binary data");
        awaitCondition("line", "ResolvedRefs", "False/ListsBroken");
        assertThat(cluster.message("line", "ResolvedRefs"))
                .startsWith("line/names.txt:1: the line is longer than 65536 bytes");
        awaitCondition("many", "Compiled", "False/TooManyEntries");
        assertThat(cluster.message("many", "Compiled")).contains("104000 names", "at most 100000");
    }

    private static String names(String form, int from, int to) {
        return IntStream.range(from, to).mapToObj(form::formatted).collect(Collectors.joining("\n"));
    }

    @Test
    void shouldLiftItselfWhenItsTimeIsOver() {
        // Given
        Instant end = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);

        // When
        String uid = cluster.apply("short", "expiresAt: " + end + "\n" + INLINE)
                .getMetadata()
                .getUid();

        // Then
        awaitHeader(uid);
        awaitCondition("short", "Accepted", "True/ExpiresSoon");
        awaitCondition("short", "Ready", "False/Expired");
        awaitNoHeader(uid);
        assertThat(Instant.now()).isAfterOrEqualTo(end);
        await().atMost(PATIENCE).until(() -> cluster.events("short").containsAll(List.of("ExpiresSoon", "Expired")));

        // When: its time is made longer
        cluster.apply("short", "expiresAt: " + end.plusSeconds(90_000) + "\n" + INLINE);

        // Then
        awaitCondition("short", "Ready", "True/NoMatchingPods");
        awaitHeader(uid);
    }

    @Test
    void shouldPutThemBackWhenHeadersAndChunksAreChangedOrDeleted() {
        // Given
        String uid = cluster.apply("hands", INLINE.replace("frontend", "hands"))
                .getMetadata()
                .getUid();
        awaitCondition("hands", "Ready", "True/NoMatchingPods");
        CompiledDenylist good = awaitHeader(uid);
        Supplier<@Nullable CompiledDenylistSpec> spec = () -> {
            CompiledDenylist header = cluster.header(uid);
            return header == null ? null : header.getSpec();
        };

        try (KubernetesClient hands = new Identities(plane).asOperator()) {
            // When: edited
            hands.resources(CompiledDenylist.class).withName(uid).edit(header -> {
                header.getSpec().setMode(CompiledDenylistSpec.Mode.Audit);
                header.getSpec().setDigest("0".repeat(64));
                return header;
            });

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Serialization.asYaml(spec.get()))
                            .isEqualTo(Serialization.asYaml(good.getSpec())));

            // When: deleted
            hands.resources(CompiledDenylist.class).withName(uid).delete();

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Serialization.asYaml(spec.get()))
                            .isEqualTo(Serialization.asYaml(good.getSpec())));

            // When: a chunk is deleted
            String chunk = good.getSpec().getDigest() + "-0";
            hands.resources(DenylistChunk.class).withName(chunk).delete();

            // Then
            await().atMost(PATIENCE)
                    .until(() -> cluster.client()
                                    .resources(DenylistChunk.class)
                                    .withName(chunk)
                                    .get()
                            != null);
            assertThat(cluster.read(good).digest().hex())
                    .isEqualTo(good.getSpec().getDigest());
        }
    }

    @Test
    void shouldGiveTheSameDigestBackWhenAMillionNamesWentThroughChunks() {
        // Given
        int perList = 40_000;
        int lists = 25;
        for (int i = 0; i < lists; i++) {
            cluster.list("million-" + i, names("n%d.example.com", i * perList, (i + 1) * perList));
        }
        String refs = IntStream.range(0, lists)
                .mapToObj("    - {configMap: {namespace: database, name: million-%d, key: names.txt}}\n"::formatted)
                .collect(Collectors.joining());

        // When
        cluster.client()
                .load(new ByteArrayInputStream(("apiVersion: firebreak.dev/v1alpha1\nkind: ClusterDeployDnsPolicy\n"
                                + "metadata: {name: million}\nspec:\n  mode: Enforce\n  deny:\n  - name: all\n"
                                + "    namesFrom:\n" + refs)
                        .getBytes(StandardCharsets.UTF_8)))
                .create();

        // Then
        await().atMost(PATIENCE.multipliedBy(3)).untilAsserted(() -> {
            ClusterDeployDnsPolicy policy = cluster.clusterPolicy("million");
            assertThat(policy.getStatus()).isNotNull();
            assertThat(Cluster.words(policy.getStatus().getConditions(), "Compiled", 1))
                    .isEqualTo("True/Compiled");
        });
        CompiledDenylist header =
                awaitHeader(cluster.clusterPolicy("million").getMetadata().getUid());
        var list = cluster.read(header);
        assertThat(list.entries()).isEqualTo(1_000_000);
        assertThat(list.digest().hex()).isEqualTo(header.getSpec().getDigest());
        assertThat(verdict(header, "n999999.example.com")).isEqualTo(Verdict.Outcome.DENIED);
        assertThat(operator.peakKibibytes()).isLessThan(512 << 10);
        cluster.client().resource(cluster.clusterPolicy("million")).delete();
    }
}
