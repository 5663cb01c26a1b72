// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.compile;

import dev.firebreak.operator.lists.ListMap;
import dev.firebreak.operator.lists.ListResolver;
import dev.firebreak.operator.lists.ListSource;
import dev.firebreak.operator.lists.ResolvedLists;
import dev.firebreak.operator.policy.PolicyResource;
import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.compiled.CompileOutcome;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.PolicyCompiler;
import dev.firebreak.policy.names.NameList;
import dev.firebreak.policy.yaml.ParseOutcome;
import dev.firebreak.policy.yaml.PolicyParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Reads a policy by the parser of the offline tool, looks up its lists, and compiles. */
public final class Compiler {
    private final ListSource lists;

    /** A million names take 200 MiB of heap while they are compiled: only one policy with lists at a time. */
    private final Lock large = new ReentrantLock();

    public Compiler(ListSource lists) {
        this.lists = lists;
    }

    /**
     * Compiles. A million names take about a second and 200 MiB of heap.
     *
     * @param now against which {@code expiresAt} is held
     * @param rests is told which ConfigMaps the policy rests on, there or not, before any is read: so a change that
     *     comes while they are read is heard of
     */
    public Compilation compile(PolicyResource resource, Instant now, Consumer<Set<ListMap>> rests) {
        byte[] document = resource.document().getBytes(StandardCharsets.UTF_8);
        return switch (PolicyParser.parse(resource.id().toString(), document, now)) {
            case ParseOutcome.Refused(List<Problem> problems) -> {
                rests.accept(Set.of());
                yield without(new Finding.Invalid(words(problems, true)), Map.of());
            }
            case ParseOutcome.Parsed(Policy policy, List<Problem> warnings) -> {
                boolean expired = policy.isExpired(now);
                rests.accept(expired ? Set.of() : ListResolver.maps(policy));
                yield expired
                        ? without(new Finding.Expired(policy.expiresAt().orElseThrow()), Map.of())
                        : compile(policy, warnings);
            }
        };
    }

    private Compilation compile(Policy policy, List<Problem> warnings) {
        return ListResolver.maps(policy).isEmpty()
                ? compile(policy, Map.of(), warnings, Map.of())
                : compileLists(policy, warnings);
    }

    private Compilation compileLists(Policy policy, List<Problem> warnings) {
        large.lock();
        try {
            ResolvedLists resolved = ListResolver.resolve(lists, policy);
            return switch (resolved) {
                case ResolvedLists.NotFound notFound ->
                    without(new Finding.ListsNotFound(notFound.words()), notFound.revisions());
                case ResolvedLists.Broken broken ->
                    without(new Finding.ListsBroken(broken.words()), broken.revisions());
                case ResolvedLists.Resolved found -> {
                    var all = new ArrayList<>(warnings);
                    all.addAll(found.warnings());
                    yield compile(policy, found.lists(), all, found.revisions());
                }
            };
        } finally {
            large.unlock();
        }
    }

    private static Compilation compile(
            Policy policy,
            Map<ConfigMapKey, NameList> found,
            List<Problem> warnings,
            Map<ListMap, Optional<String>> rests) {
        return switch (PolicyCompiler.compile(policy, found)) {
            case CompileOutcome.Refused(List<Problem> problems) ->
                without(new Finding.TooManyEntries(words(problems, true)), rests);
            case CompileOutcome.Compiled(CompiledPolicy list, List<Problem> more) -> {
                var words = new ArrayList<>(words(warnings, false));
                words.addAll(words(more, false));
                yield new Compilation(
                        new Finding.Compiled(words, policy.expiresAt()),
                        rests,
                        Optional.of(new Compilation.Result(policy, list)));
            }
        };
    }

    private static Compilation without(Finding finding, Map<ListMap, Optional<String>> rests) {
        return new Compilation(finding, rests, Optional.empty());
    }

    private static List<String> words(List<Problem> problems, boolean errors) {
        return problems.stream()
                .filter(problem -> problem.isError() == errors)
                .map(Problem::words)
                .toList();
    }
}
