// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Policies as somebody might write them, most of them with a mistake or two, near the limits too. */
final class RandomDocuments {
    private static final String[] NAMES = {
        "a.example.com",
        "*.example.com",
        "Example.COM.",
        "*.a",
        "x",
        "_dmarc.x",
        "xn--caf-dma.com",
        "",
        "*",
        ".",
        "*.",
        "a..b",
        ".a",
        "a.*.b",
        "*.*.a",
        "é.com",
        "10.0.0.1",
        "*.1.2.3.4.",
        "1.2.3",
        "a b",
        "http://x/",
        "x".repeat(63) + ".com",
        "x".repeat(64) + ".com",
        "aaaaaaaaa.".repeat(25) + "aaa",
        "aaaaaaaaa.".repeat(25) + "aaaa",
        "aaaaaaaaa.".repeat(25) + "aaa."
    };
    private static final String[] RULES = {
        "a", "b", "c-1", "z9", "A", "-a", "a-", "", "a.b", "r".repeat(63), "r".repeat(64)
    };
    private static final String[] REASONS = {
        "why", "", "two\nlines", "r".repeat(256), "r".repeat(257), "é\u2028", "\u202e", "\ufdd0", "данные 🔥"
    };
    private static final String[] TIMES = {
        "2036-12-24T00:00:00Z",
        "2036-12-24T00:00:00.123456789+01:00",
        "2036-02-30T00:00:00Z",
        "2036-12-24T24:00:00Z",
        "2036-12-24",
        "2036-12-24T00:00Z",
        "2036-12-24 00:00:00Z",
        "2036-12-24t00:00:00z",
        "2036-12-24T00:00:00+19:00",
        "2036-12-24T23:59:60Z"
    };
    private static final String[] KEYS = {
        "tier", "example.com/tier", "a/b/c", "-a", "", "/a", "x".repeat(63), "x".repeat(64), "é"
    };
    private static final String[] VALUES = {"", "database", "-x", "x".repeat(63), "x".repeat(64), "a b"};
    private static final String[] OPERATORS = {"In", "NotIn", "Exists", "DoesNotExist", "in"};
    private static final String[] CONFIG_MAPS = {"site-names", "a.b", "A", "", "x".repeat(253), "x".repeat(254)};
    private static final String[] CONFIG_MAP_KEYS = {
        "names.txt", ".hidden", "..", ".", "..x", "a/b", "K_1-x", "", "k".repeat(254)
    };

    private final SplittableRandom random;

    RandomDocuments(SplittableRandom random) {
        this.random = random;
    }

    Map<String, Object> next() {
        boolean cluster = random.nextInt(3) == 0;
        Map<String, Object> spec = new LinkedHashMap<>();
        usually(spec, "mode", () -> pick("Enforce", "Audit", "enforce", 1));
        sometimes(spec, "defaultAction", () -> pick("Allow", "Deny", "Refuse"));
        sometimes(spec, "onListMissing", () -> pick("RefusePod", "StartPod", "Start"));
        sometimes(spec, "expiresAt", () -> pick((Object[]) TIMES));
        sometimes(spec, "podSelector", this::selector);
        sometimes(spec, cluster || random.nextInt(9) == 0 ? "namespaceSelector" : "podSelector", this::selector);
        usually(spec, "deny", () -> rules(cluster, true));
        sometimes(spec, "allow", () -> rules(cluster, false));
        rarely(spec, "priority", () -> 1);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "firebreak.dev/v1alpha1");
        document.put("kind", cluster ? "ClusterDeployDnsPolicy" : "DeployDnsPolicy");
        document.put("metadata", Map.of("name", "p"));
        document.put("spec", spec);
        return document;
    }

    private List<Object> rules(boolean cluster, boolean deny) {
        int count = random.nextInt(12) == 0 ? 60 + random.nextInt(8) : random.nextInt(3);
        List<Object> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> rule = new LinkedHashMap<>();
            usually(rule, "name", () -> count > 10 ? "r" + random.nextInt(1_000_000) : pick((Object[]) RULES));
            usually(rule, "names", () -> list(1 + random.nextInt(2), () -> pick((Object[]) NAMES)));
            sometimes(rule, "namesFrom", () -> list(1, () -> reference(cluster)));
            sometimes(rule, "reason", () -> pick((Object[]) REASONS));
            if (deny || random.nextInt(9) == 0) {
                rarely(rule, "mode", () -> pick("Audit", "Audit", "Enforce"));
            }
            rules.add(rule);
        }
        return rules;
    }

    private Map<String, Object> reference(boolean cluster) {
        Map<String, Object> configMap = new LinkedHashMap<>();
        usually(configMap, "name", () -> pick((Object[]) CONFIG_MAPS));
        usually(configMap, "key", () -> pick((Object[]) CONFIG_MAP_KEYS));
        if (cluster != (random.nextInt(9) == 0)) {
            configMap.put("namespace", pick("ops", "ops", "ops", "Ops", "a.b"));
        }
        return Map.of("configMap", configMap);
    }

    private Map<String, Object> selector() {
        Map<String, Object> selector = new LinkedHashMap<>();
        if (random.nextInt(6) == 0) {
            Map<String, Object> labels = new LinkedHashMap<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                labels.put("key-" + i, "v".repeat(45));
            }
            selector.put("matchLabels", labels);
        } else {
            sometimes(
                    selector, "matchLabels", () -> Map.of(pick((Object[]) KEYS).toString(), pick((Object[]) VALUES)));
        }
        sometimes(selector, "matchExpressions", () -> list(1 + random.nextInt(2), this::requirement));
        return selector;
    }

    private Map<String, Object> requirement() {
        Map<String, Object> requirement = new LinkedHashMap<>();
        usually(requirement, "key", () -> pick((Object[]) KEYS));
        usually(requirement, "operator", () -> pick((Object[]) OPERATORS));
        sometimes(requirement, "values", () -> list(random.nextInt(3), () -> pick((Object[]) VALUES)));
        return requirement;
    }

    /** Of the earlier ones more often: they are the right ones. */
    private Object pick(Object... choices) {
        return choices[random.nextInt(1 + random.nextInt(choices.length))];
    }

    private static <T> List<Object> list(int count, Supplier<T> item) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item.get());
        }
        return items;
    }

    private void usually(Map<String, Object> fields, String name, Supplier<Object> value) {
        if (random.nextInt(20) > 0) {
            fields.put(name, value.get());
        }
    }

    private void sometimes(Map<String, Object> fields, String name, Supplier<Object> value) {
        if (random.nextInt(4) == 0) {
            fields.put(name, value.get());
        }
    }

    private void rarely(Map<String, Object> fields, String name, Supplier<Object> value) {
        if (random.nextInt(20) == 0) {
            fields.put(name, value.get());
        }
    }
}
