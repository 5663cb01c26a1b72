// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.firebreak.api.v1alpha1.ClusterDeployDnsPolicy;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.api.v1alpha1.DeployDnsPolicyStatus;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.running.RunningOperator;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.yaml.PolicyParser;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an API server admits: the operator's Accepted condition says the same words as the offline tool. */
@WithControlPlane(own = true)
class CorpusAcceptanceIT {
    private static final String NAMESPACE = "default";

    private static RunningOperator operator;

    @BeforeAll
    static void start(ControlPlane plane) {
        operator = RunningOperator.start(plane);
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    static Stream<String> admitted() throws IOException {
        return Stream.of("valid-", "unaccepted-").flatMap(prefix -> {
            try {
                return Corpus.documents(prefix).stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("admitted")
    void shouldSayTheSameWordsWhenADocumentIsAdmitted(String document, KubernetesClient client) throws IOException {
        // Given
        String text = renamed(document);
        List<Problem> problems = PolicyParser.parse("policy.json", text.getBytes(StandardCharsets.UTF_8), Instant.now())
                .problems();
        boolean refused = problems.stream().anyMatch(Problem::isError);

        // When
        HasMetadata policy = client.resource(text).create();

        // Then
        try {
            await().atMost(Duration.ofSeconds(8)).untilAsserted(() -> {
                Condition accepted = accepted(client, policy);
                assertThat(accepted.getStatus()).isEqualTo(refused ? "False" : "True");
                assertThat(accepted.getObservedGeneration())
                        .isEqualTo(policy.getMetadata().getGeneration());
                assertThat(problems.stream().filter(Problem::isError))
                        .allSatisfy(problem -> assertThat(accepted.getMessage()).contains(problem.words()));
            });
        } finally {
            client.resource(policy).delete();
        }
    }

    /** All documents call their policy {@code p}; here they stand side by side. */
    private static String renamed(String document) throws IOException {
        var yaml = new YAMLMapper();
        var policy = (ObjectNode) yaml.readTree(Corpus.bytes(document));
        ObjectNode metadata = policy.putObject("metadata").put("name", document);
        if (policy.path("kind").textValue().equals("DeployDnsPolicy")) {
            metadata.put("namespace", NAMESPACE);
        }
        return policy.toString();
    }

    private static Condition accepted(KubernetesClient client, HasMetadata policy) {
        CustomResource<?, ? extends DeployDnsPolicyStatus> found =
                policy.getKind().equals("DeployDnsPolicy")
                        ? client.resources(DeployDnsPolicy.class)
                                .inNamespace(NAMESPACE)
                                .withName(policy.getMetadata().getName())
                                .get()
                        : client.resources(ClusterDeployDnsPolicy.class)
                                .withName(policy.getMetadata().getName())
                                .get();
        Optional<DeployDnsPolicyStatus> status = Optional.ofNullable(found.getStatus());
        assertThat(status).isPresent();
        return status.get().getConditions().stream()
                .filter(condition -> condition.getType().equals("Accepted"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no condition Accepted"));
    }
}
