// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.verdict;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.WrittenPattern;
import dev.firebreak.policy.names.NameList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One policy as it stands on a process: its rules in order, with all names at hand.
 *
 * @param name the policy as people name it, {@code namespace/name}
 * @param mode in Audit the policy judges and only records
 * @param rules in the order of the policy, or canonical order if it was compiled: at one name and effect the first
 *     decides
 */
public record EffectivePolicy(String name, Mode mode, Action defaultAction, List<EffectiveRule> rules) {
    public EffectivePolicy {
        rules = List.copyOf(rules);
    }

    /**
     * From a policy as written and its lists; each rule's names become a set of their own, untouched by the compiler
     * (which is what makes this the oracle for it). For lists by the hundred thousand see
     * {@code CompiledPolicy.effective}.
     *
     * @throws IllegalArgumentException if a list that a rule refers to is not among {@code lists}
     */
    public static EffectivePolicy of(Policy policy, Map<ConfigMapKey, NameList> lists) {
        return new EffectivePolicy(
                policy.id().toString(),
                policy.mode(),
                policy.defaultAction(),
                policy.rules().stream()
                        .map(rule -> new EffectiveRule(
                                rule.name(), rule.effect(), rule.reason(), names(rule, lists)::contains))
                        .toList());
    }

    private static Set<NamePattern> names(Rule rule, Map<ConfigMapKey, NameList> lists) {
        var names = new HashSet<NamePattern>();
        rule.names().stream().map(WrittenPattern::pattern).forEach(names::add);
        rule.namesFrom().forEach(from -> {
            NameList list = lists.get(from.configMap());
            if (list == null) {
                throw new IllegalArgumentException("no list " + from.configMap());
            }
            names.addAll(list.patterns());
        });
        return names;
    }
}
