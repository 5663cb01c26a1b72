// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * The canonical rule table: the rules that an entry names, in the table's own order, and where each of the policy's
 * rules went.
 */
final class RuleTable {
    private final List<CompiledRule> rules = new ArrayList<>();
    private final int[] newIndex;

    private RuleTable(int policyRules) {
        newIndex = new int[policyRules];
    }

    static RuleTable of(List<Rule> policyRules, MergedEntries entries) {
        long named = 0;
        for (int i = 0; i < entries.size(); i++) {
            named |= rulesNamed(entries.wordAt(i));
        }
        var table = new RuleTable(policyRules.size());
        for (int i = 0; i < policyRules.size(); i++) {
            if ((named & (1L << i)) != 0) {
                Rule rule = policyRules.get(i);
                table.rules.add(new CompiledRule(rule.name(), rule.effect(), rule.reason()));
            }
        }
        table.rules.sort(CompiledRule::inOrder);
        for (int i = 0; i < policyRules.size(); i++) {
            Rule rule = policyRules.get(i);
            table.newIndex[i] = table.rules.indexOf(new CompiledRule(rule.name(), rule.effect(), rule.reason()));
        }
        return table;
    }

    private static long rulesNamed(int word) {
        long named = 0;
        for (int rest = word; rest != 0; rest >>>= 8) {
            if ((rest & 0xff) != 0) {
                named |= 1L << (rest & EntryWord.RULE);
            }
        }
        return named;
    }

    List<CompiledRule> rules() {
        return rules;
    }

    /** The word with the policy's rule indexes replaced by the table's. */
    int renumbered(int word) {
        int out = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int entry = (word >>> shift) & 0xff;
            if (entry != 0) {
                out |= ((entry & ~EntryWord.RULE) | newIndex[entry & EntryWord.RULE]) << shift;
            }
        }
        return out;
    }
}
