// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.NamesFrom;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.ProblemLog;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.SourcePosition;
import dev.firebreak.policy.names.NameList;
import java.util.Map;

/**
 * Compiles a policy with its lists. Equal meanings give equal bytes: the order of names and, where it decides nothing,
 * of rules, repeated names, case and trailing dots leave no trace. A rule's name and reason are meaning: events say
 * them.
 */
public final class PolicyCompiler {
    private final Policy policy;
    private final Map<ConfigMapKey, NameList> lists;
    private final ProblemLog log = new ProblemLog();

    private PolicyCompiler(Policy policy, Map<ConfigMapKey, NameList> lists) {
        this.policy = policy;
        this.lists = lists;
    }

    /**
     * Compiles. A million names take about a second and 200 MiB of heap.
     *
     * @param lists by reference; each that the policy refers to must be there, others are not looked at
     */
    public static CompileOutcome compile(Policy policy, Map<ConfigMapKey, NameList> lists) {
        return new PolicyCompiler(policy, lists).compile();
    }

    private CompileOutcome compile() {
        long names = 0;
        long keyBytes = 0;
        for (Rule rule : policy.rules()) {
            names += rule.names().size();
            keyBytes += rule.names().stream()
                    .mapToInt(written -> written.pattern().name().text().length())
                    .sum();
        }
        for (NamesFrom from : policy.namesFrom()) {
            NameList list = lists.get(from.configMap());
            if (list == null) {
                log.error(from.position(), "there is no list " + from.configMap());
            } else {
                names += list.size();
                keyBytes += list.keyBytes();
            }
        }
        checkLimits(names, keyBytes);
        if (log.hasErrors()) {
            return new CompileOutcome.Refused(log.sorted());
        }
        var places = Occurrences.of(policy, lists, (int) names, (int) keyBytes);
        return compile(places);
    }

    private void checkLimits(long names, long keyBytes) {
        int limit = policy.id().kind().maxNames();
        if (names > limit) {
            log.error(
                    policyPosition(),
                    "TooManyEntries: the policy has " + names + " names with its lists, at most " + limit
                            + " are allowed in a " + policy.id().kind());
        }
        if (keyBytes > PolicyLimits.MAX_NAME_BYTES) {
            log.error(
                    policyPosition(),
                    "TooManyEntries: the names take " + keyBytes + " bytes together, at most "
                            + PolicyLimits.MAX_NAME_BYTES + " are allowed");
        }
    }

    private SourcePosition policyPosition() {
        return policy.namesFrom().stream()
                .map(NamesFrom::position)
                .findFirst()
                .orElse(SourcePosition.of(policy.id().toString()));
    }

    private CompileOutcome compile(Occurrences places) {
        var conflicts = new Conflicts(places, policy.rules(), log);
        var entries = MergedEntries.of(places, policy.rules(), conflicts);
        conflicts.finish();
        var table = RuleTable.of(policy.rules(), entries);
        try (var writer = new CanonicalWriter(policy.defaultAction(), table.rules(), entries.size())) {
            for (int i = 0; i < entries.size(); i++) {
                int place = entries.placeOf(i);
                writer.entry(
                        places.keys(), places.start(place), places.end(place), table.renumbered(entries.wordAt(i)));
            }
            return new CompileOutcome.Compiled(
                    writer.finish(policy.defaultAction(), table.rules(), entries.size()), log.sorted());
        }
    }
}
