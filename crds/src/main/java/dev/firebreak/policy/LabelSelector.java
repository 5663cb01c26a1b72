// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Kubernetes label selector as a value: all of its labels and requirements must hold; an empty one matches
 * everything.
 *
 * @param matchLabels label to the value it must have, in the order of the labels
 * @param matchExpressions further requirements, as written
 */
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {
    public static final LabelSelector EVERYTHING = new LabelSelector(Map.of(), List.of());

    public LabelSelector {
        matchLabels = Collections.unmodifiableSortedMap(new TreeMap<>(matchLabels));
        matchExpressions = List.copyOf(matchExpressions);
    }

    /** Kubernetes' four operators. */
    public enum Operator {
        In,
        NotIn,
        Exists,
        DoesNotExist;

        public boolean needsValues() {
            return this == In || this == NotIn;
        }
    }

    /**
     * One requirement on the label {@code key}; {@code values} is empty for Exists and DoesNotExist, and only for
     * these.
     */
    public record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
            if (operator.needsValues() == values.isEmpty()) {
                throw new IllegalArgumentException(
                        "operator " + operator + (operator.needsValues() ? " needs values" : " takes no values"));
            }
        }

        private boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case In -> value != null && values.contains(value);
                // As in Kubernetes: a pod without the label is "not in" any set of values.
                case NotIn -> value == null || !values.contains(value);
                case Exists -> value != null;
                case DoesNotExist -> value == null;
            };
        }
    }

    /** True if an object with these labels is chosen. */
    public boolean matches(Map<String, String> labels) {
        return matchLabels.entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
                && matchExpressions.stream().allMatch(requirement -> requirement.matches(labels));
    }

    /**
     * Bytes of the labels and requirements in JSON, {@code "key":"value",} and
     * {@code {"key":"…","operator":"…","values":["…",]},}: what {@link PolicyLimits#MAX_SELECTOR_BYTES} limits. The CRDs
     * count the same.
     */
    public int jsonBytes() {
        int labels = matchLabels.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length() + 6)
                .sum();
        int requirements = matchExpressions.stream()
                .mapToInt(r -> r.key().length()
                        + r.operator().name().length()
                        + 37
                        + r.values().stream()
                                .mapToInt(value -> value.length() + 3)
                                .sum())
                .sum();
        return labels + requirements;
    }
}
