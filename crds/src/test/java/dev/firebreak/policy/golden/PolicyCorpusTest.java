// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.NamesFrom;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.compiled.PolicyCompiler;
import dev.firebreak.policy.names.NameList;
import dev.firebreak.policy.names.NameListOutcome;
import dev.firebreak.policy.names.NameListReader;
import dev.firebreak.policy.yaml.ParseOutcome;
import dev.firebreak.policy.yaml.PolicyParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of policies, see its README: the same documents go to an API server. */
class PolicyCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static List<String> documents() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - 5))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldSayWhatIsExpectedWhenADocumentIsRead(String document) throws IOException {
        // Given
        byte[] bytes = Files.readAllBytes(CORPUS.resolve(document + ".yaml"));

        // When
        List<Problem> problems = problems(bytes);

        // Then
        assertThat(problems).isSorted();
        assertThat(problems.stream().anyMatch(Problem::isError))
                .as("refused")
                .isEqualTo(!document.startsWith("valid-"));
        new ExpectedFile(CORPUS.resolve(document + ".txt"))
                .mustBe(problems.stream().map(problem -> problem + "\n").collect(Collectors.joining()));
    }

    @Test
    void shouldUseEveryFileWhenTheCorpusIsRead() throws IOException {
        List<String> documents = documents();
        try (Stream<Path> files = Files.list(CORPUS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name ->
                            name.equals("README.md") || documents.contains(name.replaceFirst("\\.(yaml|txt)$", "")))
                    .hasSizeGreaterThan(80);
        }
        assertThat(documents).allMatch(name -> name.matches("(valid|unaccepted|invalid|file)-[a-z0-9-]+"));
    }

    private static List<Problem> problems(byte[] bytes) throws IOException {
        return switch (PolicyParser.parse("policy.yaml", bytes, NOW)) {
            case ParseOutcome.Refused(List<Problem> problems) -> problems;
            case ParseOutcome.Parsed(Policy policy, List<Problem> warnings) -> {
                var all = new ArrayList<>(warnings);
                all.addAll(PolicyCompiler.compile(policy, lists(policy)).problems());
                yield all;
            }
        };
    }

    /** Every list that the policy refers to, with one name that stands nowhere else. */
    private static Map<ConfigMapKey, NameList> lists(Policy policy) throws IOException {
        var lists = new HashMap<ConfigMapKey, NameList>();
        byte[] text = "listed.example.net\n".getBytes(StandardCharsets.US_ASCII);
        for (NamesFrom from : policy.namesFrom()) {
            var outcome = NameListReader.read("names.txt", new ByteArrayInputStream(text), 10);
            lists.put(from.configMap(), ((NameListOutcome.Read) outcome).list());
        }
        return lists;
    }
}
