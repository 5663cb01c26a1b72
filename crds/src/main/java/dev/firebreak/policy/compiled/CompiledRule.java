// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Effect;
import dev.firebreak.policy.RuleSyntax;

/** One row of a compiled policy's rule table: what events and reports say of the rule whose index an entry names. */
public record CompiledRule(String name, Effect effect, String reason) {
    public CompiledRule {
        RuleSyntax.nameComplaint(name)
                .or(() -> RuleSyntax.reasonComplaint(reason))
                .ifPresent(complaint -> {
                    throw new IllegalArgumentException(complaint);
                });
    }

    /** The table's order: by effect (deny, allow, audit), then by name; no two rows are equal in both. */
    static int inOrder(CompiledRule one, CompiledRule other) {
        int order = one.effect.compareTo(other.effect);
        return order == 0 ? one.name.compareTo(other.name) : order;
    }
}
