// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import java.util.List;

/**
 * One rule as written.
 *
 * @param name as it appears in events, metrics and reports: a DNS label
 * @param effect what it does to a question that it matches
 * @param names the names written in the policy itself
 * @param namesFrom the lists it refers to
 * @param reason a person's words, at most {@link PolicyLimits#MAX_REASON} characters; empty if none were given
 */
public record Rule(String name, Effect effect, List<WrittenPattern> names, List<NamesFrom> namesFrom, String reason) {
    public Rule {
        names = List.copyOf(names);
        namesFrom = List.copyOf(namesFrom);
        RuleSyntax.nameComplaint(name)
                .or(() -> RuleSyntax.reasonComplaint(reason))
                .ifPresent(complaint -> {
                    throw new IllegalArgumentException(complaint);
                });
    }
}
