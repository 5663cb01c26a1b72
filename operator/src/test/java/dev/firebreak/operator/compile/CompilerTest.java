// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.operator.lists.ListMap;
import dev.firebreak.operator.lists.ListSource;
import dev.firebreak.operator.policy.PolicyResource;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.compiled.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy and its lists come to; the golden folders of {@code denylist} hold what is derived from that. */
class CompilerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final ListMap ONE = new ListMap("n", "one");
    private static final ListMap TWO = new ListMap("n", "two");
    private static final String BOTH = "deny: [{name: sites, namesFrom: [{configMap: {name: one, key: a}},"
            + " {configMap: {name: one, key: b}}, {configMap: {name: two, key: a}}]}]";

    private final Map<ListMap, ListSource.Content> cluster = new HashMap<>();
    private final List<Object> happened = new ArrayList<>();
    private final Compiler compiler = new Compiler(map -> {
        happened.add(map);
        return Optional.ofNullable(cluster.get(map));
    });

    private Compilation compile(String spec) {
        return compile(PolicyKind.DeployDnsPolicy, spec);
    }

    private Compilation compile(PolicyKind kind, String spec) {
        String namespace = kind == PolicyKind.DeployDnsPolicy ? "n" : "";
        return compiler.compile(
                new PolicyResource(
                        new PolicyId(kind, namespace, "p"),
                        "uid",
                        1,
                        NOW,
                        "{apiVersion: firebreak.dev/v1alpha1, kind: " + kind + ", metadata: {name: p"
                                + (namespace.isEmpty() ? "" : ", namespace: n") + "}, spec: {mode: Enforce, " + spec
                                + "}}"),
                NOW,
                happened::add);
    }

    @Test
    void shouldTellWhatItRestsOnBeforeItReadsEachOnce() {
        // Given
        cluster.put(ONE, new ListSource.Content("5", Map.of("a", "x.example", "b", "y.example"), Set.of()));
        cluster.put(TWO, new ListSource.Content("6", Map.of("a", "z.example"), Set.of()));

        // When
        Compilation compilation = compile(BOTH);

        // Then
        assertThat(happened).containsExactly(Set.of(ONE, TWO), ONE, TWO);
        assertThat(compilation.rests()).isEqualTo(Map.of(ONE, Optional.of("5"), TWO, Optional.of("6")));
        assertThat(compilation.finding()).isEqualTo(new Finding.Compiled(List.of(), Optional.empty()));
    }

    @Test
    void shouldTellAllThatIsWrongWithListsAtOnce() {
        // Given: of three, one is binary, one has no such key, one is not there
        cluster.put(ONE, new ListSource.Content("5", Map.of(), Set.of("a")));

        // When
        Compilation compilation = compile(BOTH);

        // Then
        assertThat(compilation.finding())
                .isInstanceOfSatisfying(
                        Finding.ListsNotFound.class,
                        found -> assertThat(found.words())
                                .hasSize(3)
                                .anySatisfy(words -> assertThat(words).contains("no key b"))
                                .anySatisfy(words -> assertThat(words).contains("no ConfigMap n/two"))
                                .anySatisfy(words -> assertThat(words).contains("one/a: binary data")));
        assertThat(compilation.rests()).isEqualTo(Map.of(ONE, Optional.of("5"), TWO, Optional.empty()));
    }

    @Test
    void shouldNameTheLineWhenAListIsBroken() {
        // Given: a megabyte without a line's end, after a line that is well
        cluster.put(ONE, new ListSource.Content("5", Map.of("a", "x.example\n" + "y".repeat(1 << 20)), Set.of()));

        // When
        Compilation compilation = compile("deny: [{name: sites, namesFrom: [{configMap: {name: one, key: a}}]}]");

        // Then
        assertThat(compilation.finding())
                .isInstanceOfSatisfying(
                        Finding.ListsBroken.class,
                        broken -> assertThat(broken.words())
                                .singleElement()
                                .asString()
                                .startsWith("one/a:2: the line is longer than 65536 bytes")
                                .hasSizeLessThan(200));
    }

    @Test
    void shouldNameTheNumberAndTheLimitWhenThereAreTooManyNames() {
        // Given
        cluster.put(
                ONE,
                new ListSource.Content(
                        "5",
                        Map.of(
                                "a",
                                IntStream.range(0, 100_001)
                                        .mapToObj("n%d.example"::formatted)
                                        .collect(Collectors.joining("\n"))),
                        Set.of()));

        // When
        Compilation compilation = compile("deny: [{name: sites, namesFrom: [{configMap: {name: one, key: a}}]}]");

        // Then
        assertThat(compilation.finding())
                .isInstanceOfSatisfying(
                        Finding.TooManyEntries.class,
                        tooMany -> assertThat(String.join("\n", tooMany.words()))
                                .contains("100001 names", "at most 100000"));
    }

    @Test
    void shouldMeanAllPodsWhenTheSelectorMatchesEverything() {
        // When
        Compilation absent = compile(PolicyKind.ClusterDeployDnsPolicy, "deny: [{name: a, names: [x.example]}]");
        Compilation empty = compile(
                PolicyKind.ClusterDeployDnsPolicy,
                "podSelector: {}, namespaceSelector: {matchLabels: {}, matchExpressions: []}, deny: [{name: a, names:"
                        + " [x.example]}]");

        // Then
        var policy = empty.result().orElseThrow().policy();
        assertThat(policy.podSelector())
                .isEqualTo(absent.result().orElseThrow().policy().podSelector());
        assertThat(policy.podSelector().matches(Map.of("any", "pod"))).isTrue();
        assertThat(policy.namespaceSelector().matches(Map.of())).isTrue();
    }

    /** However the names are split over lists, in whichever order, doubled or commented: the same list. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldComeToTheSameListWhenTheSameNamesAreWrittenInAnotherWay(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            // Given
            List<String> names = new ArrayList<>(IntStream.range(0, 1 + random.nextInt(60))
                    .mapToObj(i -> "n" + random.nextInt(40) + ".example")
                    .toList());
            Digest plain = digest("5", names, List.of(), List.of());

            // When
            Collections.shuffle(names, random);
            int cut = random.nextInt(names.size() + 1);
            Digest other = digest(
                    "6",
                    names.subList(0, cut).stream()
                            .map(name -> random.nextBoolean() ? name.toUpperCase(Locale.ROOT) : name + ".")
                            .toList(),
                    names.subList(cut, names.size()).stream()
                            .map(name -> "0.0.0.0 " + name + " # away with it\n")
                            .toList(),
                    names);

            // Then
            assertThat(other).isEqualTo(plain);
        }
    }

    private Digest digest(String revision, List<String> a, List<String> b, List<String> c) {
        cluster.put(
                ONE,
                new ListSource.Content(
                        revision, Map.of("a", String.join("\n", a), "b", String.join("\n", b)), Set.of()));
        cluster.put(TWO, new ListSource.Content(revision, Map.of("a", String.join("\n", c)), Set.of()));
        return compile(BOTH).result().orElseThrow().list().digest();
    }
}
