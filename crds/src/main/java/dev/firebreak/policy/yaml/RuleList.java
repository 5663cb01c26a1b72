// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.Effect;
import dev.firebreak.policy.Excerpt;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code spec.deny} and {@code spec.allow} and what holds over both: 64 rules, one name each, 2,000 inline names.
 */
final class RuleList {
    private final RuleReader reader;
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Cursor> names = new HashMap<>();
    private int count;

    RuleList(PolicyKind kind) {
        reader = new RuleReader(kind);
    }

    List<Rule> read(Optional<Cursor> deny, Optional<Cursor> allow) {
        deny.ifPresent(list -> read(list, Effect.DENY));
        allow.ifPresent(list -> read(list, Effect.ALLOW));
        return rules;
    }

    private void read(Cursor list, Effect effect) {
        for (Cursor item : list.items()) {
            count++;
            if (count == PolicyLimits.MAX_RULES + 1) {
                item.error("rule " + count + ": a policy has at most " + PolicyLimits.MAX_RULES
                        + " rules, deny and allow together");
            }
            if (count <= PolicyLimits.MAX_RULES) {
                reader.read(item, effect).ifPresent(rule -> {
                    checkName(rule, item);
                    rules.add(rule);
                });
            }
        }
    }

    private void checkName(Rule rule, Cursor item) {
        Cursor first = names.putIfAbsent(rule.name(), item);
        if (first != null) {
            item.error("the rule name " + Excerpt.quoted(rule.name()) + " is taken by " + first.path());
        }
    }
}
