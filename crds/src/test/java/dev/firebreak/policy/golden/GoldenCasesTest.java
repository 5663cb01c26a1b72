// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.EntryWord;
import dev.firebreak.policy.explain.Explanation;
import dev.firebreak.policy.explain.ExplanationText;
import dev.firebreak.policy.load.LoadOutcome;
import dev.firebreak.policy.load.LoadedPolicy;
import dev.firebreak.policy.load.PolicyLoader;
import dev.firebreak.policy.verdict.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Folders {@code cases/NAME}: {@code in-POLICY.yaml} (all of them, in the order of their names),
 * {@code in-list-CONFIGMAP.txt} for the ConfigMap with the key {@code names.txt}, {@code in-questions.txt} (one a
 * line); {@code out-problems.txt}, {@code out-explained.txt} and {@code out-compiled.txt}. A file of another name
 * fails.
 */
class GoldenCasesTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static List<String> cases() throws IOException {
        return names(CASES).toList();
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldSayExplainAndCompileWhatIsExpectedWhenACaseIsLoaded(String name) throws IOException {
        // Given
        Path folder = CASES.resolve(name);
        assertThat(names(folder))
                .allMatch(file -> file.matches(
                        "in-.+\\.yaml|in-list-.+\\.txt|in-questions\\.txt|out-(problems|explained|compiled)\\.txt"));
        List<Path> policies = names(folder)
                .filter(file -> file.endsWith(".yaml"))
                .map(folder::resolve)
                .toList();
        Map<ConfigMapKey, Path> lists = names(folder)
                .filter(file -> file.startsWith("in-list-"))
                .collect(Collectors.toMap(GoldenCasesTest::key, folder::resolve));
        List<Question> questions = Files.readAllLines(folder.resolve("in-questions.txt")).stream()
                .map(Question::ofText)
                .toList();

        // When
        LoadOutcome outcome = PolicyLoader.load(policies, lists, NOW);

        // Then
        List<LoadedPolicy> loaded = outcome instanceof LoadOutcome.Loaded all ? all.policies() : List.of();
        new ExpectedFile(folder.resolve("out-problems.txt"))
                .mustBe(lines(outcome.problems(), problem -> problem + "\n").replace(folder + "/", ""));
        new ExpectedFile(folder.resolve("out-compiled.txt"))
                .mustBe(lines(loaded, policy -> dump(policy.policy().id().toString(), policy.compiled())));
        new ExpectedFile(folder.resolve("out-explained.txt"))
                .mustBe(lines(questions, question -> ExplanationText.of(Explanation.of(loaded, question)))
                        .replace(folder + "/", ""));
    }

    private static ConfigMapKey key(String file) {
        return new ConfigMapKey("", file.substring("in-list-".length(), file.length() - ".txt".length()), "names.txt");
    }

    private static <T> String lines(List<T> items, Function<T, String> line) {
        return items.stream().map(line).collect(Collectors.joining());
    }

    private static String dump(String name, CompiledPolicy policy) {
        var out = new StringBuilder(name + "\n" + policy + "\n");
        policy.rules().forEach(rule -> out.append("  ").append(rule).append('\n'));
        policy.forEachEntry((buffer, offset, length, word) -> {
            byte[] wire = Arrays.copyOfRange(buffer, offset, offset + length + 1);
            out.append("  %s %08x".formatted(Question.ofWire(wire), word));
            for (EntryWord.Reach reach : EntryWord.Reach.values()) {
                EntryWord.decidingRule(word, reach)
                        .ifPresent(rule ->
                                out.append(" ").append(reach).append(" rule ").append(rule));
                EntryWord.auditedRule(word, reach)
                        .ifPresent(rule ->
                                out.append(" ").append(reach).append(" audit ").append(rule));
            }
            out.append('\n');
        });
        return out.toString();
    }
}
