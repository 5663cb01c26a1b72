// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.running.RunningOperator;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.random.RandomPolicies;
import dev.firebreak.policy.random.RandomPolicies.WithLists;
import dev.firebreak.policy.verdict.Decider;
import dev.firebreak.policy.verdict.EffectivePolicy;
import dev.firebreak.policy.verdict.Match;
import dev.firebreak.policy.verdict.PolicyVerdict;
import dev.firebreak.policy.verdict.Question;
import dev.firebreak.policy.verdict.ReferenceVerdict;
import dev.firebreak.policy.verdict.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What nodes read from the API server of random policies against the reference verdict of the policies as written. */
@WithControlPlane(own = true)
class DecodedVerdictIT {
    private static final int POLICIES = 250;
    private static final int QUESTIONS = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void shouldDecideEveryNameAsTheReferenceDoesWhenListsAreReadFromTheApiServer(
            ControlPlane plane, KubernetesClient admin) throws Exception {
        // Given
        long seed = Long.getLong("firebreak.seed", System.nanoTime());
        var random = new RandomPolicies(seed);
        Map<String, WithLists> drawn = new LinkedHashMap<>();
        IntStream.range(0, POLICIES).forEach(i -> drawn.put("p" + i, random.policy()));
        try (RunningOperator operator = RunningOperator.start(plane)) {
            Cluster cluster = Cluster.in(admin, "random");

            // When
            Map<String, String> uids = new LinkedHashMap<>();
            for (var each : drawn.entrySet()) {
                var document = new RandomPolicyDocument(cluster.namespace(), each.getKey(), each.getValue());
                admin.resource(json(document.configMap())).create();
                HasMetadata policy = admin.resource(json(document.policy())).create();
                uids.put(each.getKey(), policy.getMetadata().getUid());
            }

            // Then
            Map<String, CompiledDenylist> headers = headers(admin);
            var outcomes = new EnumMap<Verdict.Outcome, Integer>(Verdict.Outcome.class);
            for (var each : drawn.entrySet()) {
                CompiledDenylist header = Objects.requireNonNull(headers.get(uids.get(each.getKey())));
                EffectivePolicy read = cluster.read(header)
                        .effective(
                                "read", Mode.valueOf(header.getSpec().getMode().getValue()));
                EffectivePolicy written = EffectivePolicy.of(
                        each.getValue().policy(), each.getValue().lists());
                for (int i = 0; i < QUESTIONS; i++) {
                    Question question = random.names().question();
                    Verdict expected = ReferenceVerdict.decide(List.of(written), question);
                    assertThat(said(ReferenceVerdict.decide(List.of(read), question)))
                            .as("-Dfirebreak.seed=%d: %s of %s", seed, question, each)
                            .isEqualTo(said(expected));
                    outcomes.merge(expected.outcome(), 1, Integer::sum);
                }
            }
            assertThat(outcomes.values()).hasSize(3).allMatch(count -> count > POLICIES);
            assertThat(operator.log()).doesNotContain("\"level\":\"ERROR\"");
        }
    }

    /** The headers of all policies, when all are there. */
    private static Map<String, CompiledDenylist> headers(KubernetesClient admin) {
        return await()
                .atMost(PATIENCE)
                .until(() -> admin.resources(CompiledDenylist.class).list().getItems(), all -> all.size() == POLICIES)
                .stream()
                .collect(Collectors.toMap(header -> header.getMetadata().getName(), Function.identity()));
    }

    private static String json(Map<String, Object> document) throws Exception {
        return new ObjectMapper().writeValueAsString(document);
    }

    private static String said(Verdict verdict) {
        PolicyVerdict policy = verdict.policies().getFirst();
        Optional<Match> decider = switch (policy.decider()) {
            case Decider.ByRule(Match match) -> Optional.of(match);
            case Decider.ByDefault byDefault -> Optional.empty();
        };
        return said(decider) + "; " + said(policy.audited()) + "; " + verdict.outcome();
    }

    private static String said(Optional<Match> match) {
        return match.map(found -> found.rule().name() + " " + found.rule().reason() + " " + found.pattern())
                .orElse("-");
    }
}
