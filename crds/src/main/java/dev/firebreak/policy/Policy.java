// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A policy as written, checked: what its file or object says, lists still by reference. To read one, see
 * {@link dev.firebreak.policy.yaml.PolicyParser}; to judge by one,
 * {@link dev.firebreak.policy.verdict.ReferenceVerdict}.
 *
 * @param rules the deny rules in their order, then the allow rules in theirs
 * @param podSelector ANDed with the opt-in label; plays no part offline
 * @param namespaceSelector only in a cluster policy; plays no part offline
 * @param expiresAt from this moment on the policy no longer stands
 */
public record Policy(
        PolicyId id,
        Mode mode,
        Action defaultAction,
        List<Rule> rules,
        OnListMissing onListMissing,
        Optional<Instant> expiresAt,
        LabelSelector podSelector,
        LabelSelector namespaceSelector) {

    public Policy {
        rules = List.copyOf(rules);
        if (rules.size() > PolicyLimits.MAX_RULES) {
            throw new IllegalArgumentException(rules.size() + " rules, at most " + PolicyLimits.MAX_RULES);
        }
        var names = new HashSet<String>();
        for (Rule rule : rules) {
            // Two rules of one name would be told apart nowhere; a deny and an allow rule of the command line share
            // theirs.
            if (!names.add((rule.effect() == Effect.ALLOW ? "allow " : "deny ") + rule.name())) {
                throw new IllegalArgumentException("two rules are named " + rule.name());
            }
        }
    }

    /** True from {@code expiresAt} on. */
    public boolean isExpired(Instant now) {
        return expiresAt.map(end -> !now.isBefore(end)).orElse(false);
    }

    /** All lists that the rules refer to, in their order. */
    public List<NamesFrom> namesFrom() {
        return rules.stream().flatMap(rule -> rule.namesFrom().stream()).toList();
    }
}
