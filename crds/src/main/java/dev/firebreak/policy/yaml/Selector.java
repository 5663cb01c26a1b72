// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.LabelSelector.Operator;
import dev.firebreak.policy.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a label selector. */
final class Selector {
    private Selector() {}

    static LabelSelector read(Cursor selector) {
        return selector.fields()
                .map(fields -> {
                    Map<String, String> labels =
                            fields.optional("matchLabels").map(Selector::labels).orElse(Map.of());
                    var requirements = new ArrayList<Requirement>();
                    fields.optional("matchExpressions")
                            .map(Cursor::items)
                            .orElse(List.of())
                            .forEach(item -> requirement(item).ifPresent(requirements::add));
                    fields.finish();
                    return new LabelSelector(labels, requirements);
                })
                .orElse(LabelSelector.EVERYTHING);
    }

    private static Map<String, String> labels(Cursor matchLabels) {
        var labels = new TreeMap<String, String>();
        matchLabels
                .fields()
                .ifPresent(fields -> fields.forEach((key, cursor) -> {
                    KubernetesSyntax.labelKey(key).ifPresent(cursor::error);
                    Texts.checked(cursor, KubernetesSyntax::labelValue).ifPresent(value -> labels.put(key, value));
                }));
        return labels;
    }

    private static Optional<Requirement> requirement(Cursor item) {
        return item.fields().flatMap(fields -> {
            Optional<String> key = fields.required("key", "the label")
                    .flatMap(cursor -> Texts.checked(cursor, KubernetesSyntax::labelKey));
            Optional<Operator> operator = fields.required("operator", Fields.listed(Operator.class))
                    .flatMap(cursor -> cursor.choice(Operator.class));
            var values = new ArrayList<String>();
            fields.optional("values")
                    .map(Cursor::items)
                    .orElse(List.of())
                    .forEach(value ->
                            Texts.checked(value, KubernetesSyntax::labelValue).ifPresent(values::add));
            fields.finish();
            return key.flatMap(label -> operator.flatMap(chosen -> requirement(item, label, chosen, values)));
        });
    }

    private static Optional<Requirement> requirement(Cursor item, String key, Operator operator, List<String> values) {
        if (operator.needsValues() == values.isEmpty()) {
            item.error("operator " + operator + (operator.needsValues() ? " needs values" : " takes no values"));
            return Optional.empty();
        }
        return Optional.of(new Requirement(key, operator, values));
    }
}
