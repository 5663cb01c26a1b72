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
     */
    public Compilation compile(PolicyResource resource, Instant now) {
        byte[] document = resource.document().getBytes(StandardCharsets.UTF_8);
        return switch (PolicyParser.parse(resource.id().toString(), document, now)) {
            case ParseOutcome.Refused(List<Problem> problems) ->
                without(new Finding.Invalid(words(problems, true)), Set.of());
            case ParseOutcome.Parsed(Policy policy, List<Problem> warnings) -> resolve(policy, warnings, now);
        };
    }

    private Compilation resolve(Policy policy, List<Problem> warnings, Instant now) {
        Set<ListMap> rests = ListResolver.maps(policy);
        if (policy.isExpired(now)) {
            return without(new Finding.Expired(policy.expiresAt().orElseThrow()), rests);
        }
        if (rests.isEmpty()) {
            return compile(policy, Map.of(), warnings, rests);
        }
        large.lock();
        try {
            return compileLists(policy, warnings, rests);
        } finally {
            large.unlock();
        }
    }

    private Compilation compileLists(Policy policy, List<Problem> warnings, Set<ListMap> rests) {
        return switch (ListResolver.resolve(lists, policy)) {
            case ResolvedLists.NotFound(List<String> words) -> without(new Finding.ListsNotFound(words), rests);
            case ResolvedLists.Broken(List<String> words) -> without(new Finding.ListsBroken(words), rests);
            case ResolvedLists.Resolved(Map<ConfigMapKey, NameList> found, List<Problem> more) -> {
                var all = new ArrayList<>(warnings);
                all.addAll(more);
                yield compile(policy, found, all, rests);
            }
        };
    }

    private static Compilation compile(
            Policy policy, Map<ConfigMapKey, NameList> found, List<Problem> warnings, Set<ListMap> rests) {
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

    private static Compilation without(Finding finding, Set<ListMap> rests) {
        return new Compilation(finding, rests, Optional.empty());
    }

    private static List<String> words(List<Problem> problems, boolean errors) {
        return problems.stream()
                .filter(problem -> problem.isError() == errors)
                .map(Problem::words)
                .toList();
    }
}
