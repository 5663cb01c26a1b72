// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.verdict.Question;
import dev.firebreak.policy.verdict.ReferenceVerdict;
import dev.firebreak.policy.verdict.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyLoaderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ConfigMapKey SITES = ConfigMapKey.of("sites/names.txt");

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path policy(String name, String rule) throws IOException {
        return file(name, """
                apiVersion: firebreak.dev/v1alpha1
                kind: DeployDnsPolicy
                metadata: {name: %s}
                spec: {mode: Enforce, deny: [{name: sites, %s}]}
                """.formatted(name, rule));
    }

    private List<String> words(LoadOutcome outcome) {
        return outcome.problems().stream()
                .map(Problem::toString)
                .map(line -> line.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void shouldJudgeByAllWhenSeveralPoliciesShareAList() throws IOException {
        // Given
        Path list = file("names.txt", "0.0.0.0 ads.example.com\n");
        var policies = List.of(
                policy("one", "namesFrom: [{configMap: {name: sites, key: names.txt}}]"),
                policy("two", "names: [two.example.com], namesFrom: [{configMap: {name: sites, key: names.txt}}]"));

        // When
        var loaded = (LoadOutcome.Loaded) PolicyLoader.load(policies, Map.of(SITES, list), NOW);

        // Then
        assertThat(loaded.problems()).isEmpty();
        var effective = loaded.policies().stream().map(LoadedPolicy::effective).toList();
        assertThat(ReferenceVerdict.decide(effective, Question.ofText("ads.example.com"))
                        .policies())
                .allMatch(verdict -> verdict.denies());
        assertThat(ReferenceVerdict.decide(effective, Question.ofText("two.example.com"))
                        .outcome())
                .isEqualTo(Verdict.Outcome.DENIED);
    }

    @Test
    void shouldTellEverythingAtOnceWhenFilesAreMissingAndBroken() throws IOException {
        // Given
        Path broken = file("broken.yaml", "kind: x");
        Path reference = policy(
                "good", "namesFrom: [{configMap: {name: other, key: k}}, {configMap: {name: sites, key: names.txt}}]");
        Path list = file("names.txt", "fine.example.com\nnot a name\n");
        var lists = Map.of(SITES, list, ConfigMapKey.of("unused/k"), folder.resolve("nowhere"));

        // When
        var outcome = PolicyLoader.load(List.of(folder.resolve("missing.yaml"), broken, reference, folder), lists, NOW);

        // Then
        assertThat(outcome).isInstanceOf(LoadOutcome.Refused.class);
        assertThat(words(outcome))
                .containsExactly(
                        "missing.yaml: error: there is no such file",
                        "broken.yaml:1:1: error: apiVersion: the field is missing (firebreak.dev/v1alpha1)",
                        "broken.yaml:1:7: error: kind: \"x\" is not one of DeployDnsPolicy, ClusterDeployDnsPolicy",
                        folder + ": error: the file cannot be read: Is a directory",
                        "good:4:56: error: spec.deny[0].namesFrom[0]: no file stands in for this ConfigMap: give --names-from other/k=FILE",
                        "names.txt:2: error: \"not a name\" is more than one word: a line holds one name, or begins with an address as"
                                + " in a hosts file",
                        "--names-from: warning: no policy refers to unused/k: the file is not read");
    }

    @Test
    void shouldTakeAListWithoutNamespaceWhenAClusterPolicyAsksForOne() throws IOException {
        // Given
        Path cluster = file("cluster.yaml", """
                apiVersion: firebreak.dev/v1alpha1
                kind: ClusterDeployDnsPolicy
                metadata: {name: c}
                spec:
                  mode: Enforce
                  deny: [{name: sites, namesFrom: [{configMap: {namespace: ops, name: sites, key: names.txt}}]}]
                """);
        Path list = file("names.txt", "a.example.com\n");

        // When, Then
        for (String key : List.of("sites/names.txt", "ops/sites/names.txt")) {
            assertThat(PolicyLoader.load(List.of(cluster), Map.of(ConfigMapKey.of(key), list), NOW))
                    .as(key)
                    .isInstanceOf(LoadOutcome.Loaded.class);
        }
        assertThat(words(
                        PolicyLoader.load(List.of(cluster), Map.of(ConfigMapKey.of("dev/sites/names.txt"), list), NOW)))
                .first()
                .asString()
                .endsWith("give --names-from ops/sites/names.txt=FILE");
    }

    @Test
    void shouldSayNumberAndLimitWhenListsTogetherAreTooLong() throws IOException {
        // Given
        var text = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            text.append("n").append(i).append(".example.com\n");
        }
        Path list = file("names.txt", text.toString());
        Path policy = policy("p", "namesFrom: [{configMap: {name: a, key: k}}, {configMap: {name: b, key: k}}]");

        // When
        var outcome = PolicyLoader.load(
                List.of(policy), Map.of(ConfigMapKey.of("a/k"), list, ConfigMapKey.of("b/k"), list), NOW);

        // Then
        assertThat(words(outcome))
                .containsExactly(
                        "p:4:56: error: spec.deny[0].namesFrom[0]: TooManyEntries: the policy has 120000 names with its lists,"
                                + " at most 100000 are allowed in a DeployDnsPolicy");
    }

    @Test
    void shouldRefuseUnreadWhenAFileIsHuge() throws IOException {
        // Given
        Path huge = folder.resolve("huge.yaml");
        try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(8L << 30);
        }

        // When, Then
        assertThat(words(PolicyLoader.load(List.of(huge), Map.of(), NOW)))
                .singleElement()
                .asString()
                .startsWith("huge.yaml: error: the file is larger than 1572864 bytes");
        assertThat(words(PolicyLoader.load(List.of(Path.of("/dev/zero")), Map.of(), NOW)))
                .singleElement()
                .asString()
                .startsWith("/dev/zero: error: the file is larger than 1572864 bytes");
    }

    @Test
    void shouldNameTheOptionWhenANameOnTheCommandLineIsWrong() {
        var outcome = CommandLinePolicy.of(List.of("ok.example.com", "a..b"), List.of("*"), Mode.Enforce);

        assertThat(words(outcome))
                .containsExactly(
                        "command-line: error: --allow[0]: a bare \"*\" would be every name: spell it defaultAction: Deny",
                        "command-line: error: --deny[1]: \"a..b\" has an empty label (two dots in a row)");
    }
}
