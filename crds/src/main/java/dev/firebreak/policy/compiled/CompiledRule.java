// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Effect;
import dev.firebreak.policy.RuleSyntax;
import java.util.Comparator;

/** One row of a compiled policy's rule table: what events and reports say of the rule whose index an entry names. */
public record CompiledRule(String name, Effect effect, String reason) {
    /** The table's order: by effect (deny, allow, audit), then by name; no two rows are equal in both. */
    static final Comparator<CompiledRule> ORDER =
            Comparator.comparing(CompiledRule::effect).thenComparing(CompiledRule::name);

    public CompiledRule {
        RuleSyntax.nameComplaint(name)
                .or(() -> RuleSyntax.reasonComplaint(reason))
                .ifPresent(complaint -> {
                    throw new IllegalArgumentException(complaint);
                });
    }
}
