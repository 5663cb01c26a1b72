// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.load;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.SourcePosition;
import dev.firebreak.policy.compiled.CompileOutcome;
import dev.firebreak.policy.compiled.PolicyCompiler;
import dev.firebreak.policy.yaml.ParseOutcome;
import dev.firebreak.policy.yaml.PolicyParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Loads policy files, with files standing in for the ConfigMaps that they refer to.
 *
 * <pre>{@code
 * var lists = Map.of(ConfigMapKey.of("site-names/names.txt"), Path.of("names.txt"));
 * switch (PolicyLoader.load(List.of(Path.of("deploy.yaml")), lists, Instant.now())) {
 *     case LoadOutcome.Loaded(List<LoadedPolicy> policies, List<Problem> warnings) -> …
 *     case LoadOutcome.Refused(List<Problem> problems) -> problems.forEach(System.err::println);
 * }
 * }</pre>
 */
public final class PolicyLoader {
    private final ListFiles listFiles;
    private final Instant now;
    private final List<LoadedPolicy> loaded = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private PolicyLoader(Map<ConfigMapKey, Path> listFiles, Instant now) {
        this.listFiles = new ListFiles(listFiles);
        this.now = now;
    }

    /**
     * Loads all or none. A list file that no policy refers to is a warning: most likely its name is misspelt.
     *
     * @param policies the policy files, in the order in which they are to judge
     * @param listFiles the file for each ConfigMap key; for a cluster policy one without namespace will do
     * @param now against which {@code expiresAt} is held; see {@link Policy#isExpired}
     */
    public static LoadOutcome load(List<Path> policies, Map<ConfigMapKey, Path> listFiles, Instant now) {
        var loader = new PolicyLoader(listFiles, now);
        policies.forEach(loader::load);
        loader.problems.addAll(loader.listFiles.problems());
        return loader.problems.stream().anyMatch(Problem::isError)
                ? new LoadOutcome.Refused(loader.problems)
                : new LoadOutcome.Loaded(loader.loaded, loader.problems);
    }

    private void load(Path file) {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(PolicyLimits.MAX_FILE_BYTES + 1);
        } catch (IOException e) {
            problems.add(Problem.error(SourcePosition.of(file.toString()), UnreadableFile.words(e)));
            return;
        }
        ParseOutcome outcome = PolicyParser.parse(file.toString(), bytes, now);
        problems.addAll(outcome.problems());
        if (outcome instanceof ParseOutcome.Parsed parsed) {
            compile(parsed.policy());
        }
    }

    private void compile(Policy policy) {
        var lists = listFiles.of(policy);
        if (lists.isEmpty()) {
            return;
        }
        CompileOutcome outcome = PolicyCompiler.compile(policy, lists.get());
        problems.addAll(outcome.problems());
        if (outcome instanceof CompileOutcome.Compiled compiled) {
            loaded.add(new LoadedPolicy(policy, lists.get(), compiled.policy()));
        }
    }
}
