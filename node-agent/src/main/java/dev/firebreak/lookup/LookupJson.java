// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.lookup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The JSON members that the report and the log have in common. Schemas: {@code docs/schema}. */
public final class LookupJson {
    private LookupJson() {}

    /** Adds policy, rule, reason, and what was audited beside it. */
    public static void putRules(SequencedMap<String, Object> json, Optional<RuleRef> rule, Optional<RuleRef> audit) {
        json.put("policy", rule.map(RuleRef::policy));
        json.put("rule", rule.map(RuleRef::rule));
        json.put("reason", rule.flatMap(RuleRef::reason));
        json.put("alsoAudited", audit.map(a -> {
            SequencedMap<String, Object> also = new LinkedHashMap<>();
            also.put("policy", a.policy());
            also.put("rule", a.rule());
            also.put("reason", a.reason());
            return also;
        }));
    }

    /** The process that asked; empty where it is not known. */
    public static Optional<Map<String, Object>> process(Optional<Asker> asker) {
        return asker.map(a -> {
            SequencedMap<String, Object> json = new LinkedHashMap<>();
            json.put("pid", a.pid());
            json.put("uid", a.uid());
            json.put("comm", a.comm());
            json.put("arguments", a.arguments());
            json.put("argumentsCut", a.argumentsCut());
            return json;
        });
    }

    /** Its parents, nearest first. */
    public static List<Map<String, Object>> parents(Optional<Asker> asker) {
        return asker.map(Asker::parents).orElse(List.of()).stream()
                .map(LookupJson::parent)
                .toList();
    }

    private static Map<String, Object> parent(Asker.Parent parent) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("pid", parent.pid());
        json.put("comm", parent.comm());
        return json;
    }
}
