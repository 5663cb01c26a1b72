// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.story;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.NamesFrom;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.names.NameList;
import dev.firebreak.policy.random.RandomPolicies.WithLists;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A policy in memory as somebody would apply it: a DeployDnsPolicy, and one ConfigMap of the same name that has a key
 * for each of its lists.
 */
record RandomPolicyDocument(String namespace, String name, WithLists drawn) {
    Map<String, Object> policy() {
        Policy policy = drawn.policy();
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("mode", policy.mode().name());
        spec.put("defaultAction", policy.defaultAction().name());
        spec.put("deny", rules(false));
        spec.put("allow", rules(true));
        return document("firebreak.dev/v1alpha1", "DeployDnsPolicy", Map.of(), "spec", spec);
    }

    Map<String, Object> configMap() {
        Map<String, String> lists = new LinkedHashMap<>();
        drawn.lists().forEach((reference, list) -> lists.put(key(reference), text(list)));
        return document("v1", "ConfigMap", Map.of("firebreak.dev/domain-list", "true"), "data", lists);
    }

    private Map<String, Object> document(
            String apiVersion, String kind, Map<String, String> labels, String field, Object value) {
        return Map.of(
                "apiVersion",
                apiVersion,
                "kind",
                kind,
                "metadata",
                Map.of("namespace", namespace, "name", name, "labels", labels),
                field,
                value);
    }

    private List<Map<String, Object>> rules(boolean allow) {
        return drawn.policy().rules().stream()
                .filter(rule -> (rule.effect() == Effect.ALLOW) == allow)
                .map(this::rule)
                .toList();
    }

    private Map<String, Object> rule(Rule rule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", rule.name());
        if (!rule.names().isEmpty()) {
            fields.put(
                    "names",
                    rule.names().stream()
                            .map(written -> written.pattern().text())
                            .toList());
        }
        fields.put(
                "namesFrom",
                rule.namesFrom().stream()
                        .map(NamesFrom::configMap)
                        .map(reference -> Map.of("configMap", Map.of("name", name, "key", key(reference))))
                        .toList());
        if (!rule.reason().isEmpty()) {
            fields.put("reason", rule.reason());
        }
        if (rule.effect() == Effect.AUDIT) {
            fields.put("mode", "Audit");
        }
        return fields;
    }

    private static String key(ConfigMapKey reference) {
        return reference.name() + ".txt";
    }

    private static String text(NameList list) {
        return list.patterns().stream().map(NamePattern::text).collect(Collectors.joining("\n"));
    }
}
