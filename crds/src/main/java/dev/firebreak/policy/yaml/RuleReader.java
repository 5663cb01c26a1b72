// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.Effect;
import dev.firebreak.policy.Excerpt;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.NameSyntax;
import dev.firebreak.policy.NamesFrom;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.RuleSyntax;
import dev.firebreak.policy.WrittenPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one rule. */
final class RuleReader {
    private final ListReference references;
    private int inlineNames;

    RuleReader(PolicyKind kind) {
        references = new ListReference(kind);
    }

    Optional<Rule> read(Cursor item, Effect listed) {
        return item.fields().flatMap(fields -> {
            Optional<String> name = fields.required("name", "how events and reports call the rule")
                    .flatMap(cursor -> Texts.checked(cursor, RuleSyntax::nameComplaint));
            Optional<Cursor> names = fields.optional("names");
            Optional<Cursor> namesFrom = fields.optional("namesFrom");
            String reason = fields.optional("reason")
                    .flatMap(cursor -> Texts.checked(cursor, RuleSyntax::reasonComplaint))
                    .orElse("");
            Effect effect = listed == Effect.DENY && isAudit(fields) ? Effect.AUDIT : listed;
            fields.finish();
            if (names.isEmpty() && namesFrom.isEmpty()) {
                item.error("the rule has no names: give it names or namesFrom");
            }
            List<WrittenPattern> patterns = names.map(this::patterns).orElse(List.of());
            List<NamesFrom> lists = namesFrom.map(references::readAll).orElse(List.of());
            return name.map(text -> new Rule(text, effect, patterns, lists, reason));
        });
    }

    /**
     * {@code mode: Audit} makes a deny rule record; nothing else may stand there, and in an allow rule the field is
     * unknown.
     */
    private static boolean isAudit(Fields fields) {
        return fields.optional("mode")
                .flatMap(cursor -> Texts.checked(
                        cursor,
                        text -> text.equals("Audit")
                                ? Optional.empty()
                                : Optional.of(
                                        Excerpt.quoted(text) + " cannot stand here: a rule's mode is Audit or absent")))
                .isPresent();
    }

    private List<WrittenPattern> patterns(Cursor names) {
        var patterns = new ArrayList<WrittenPattern>();
        List<Cursor> items = names.items();
        if (items.isEmpty() && names.node() instanceof YamlNode.Sequence) {
            names.error("the list is empty: give it a name, or remove it");
        }
        for (Cursor item : items) {
            inlineNames++;
            if (inlineNames == PolicyLimits.MAX_INLINE_NAMES + 1) {
                item.error("name " + inlineNames + ": a policy holds at most " + PolicyLimits.MAX_INLINE_NAMES
                        + " names inline; put more into a ConfigMap (namesFrom)");
            }
            if (inlineNames <= PolicyLimits.MAX_INLINE_NAMES) {
                Texts.checked(item, NameSyntax::patternComplaint)
                        .ifPresent(text -> patterns.add(new WrittenPattern(NamePattern.of(text), item.position())));
            }
        }
        return patterns;
    }
}
