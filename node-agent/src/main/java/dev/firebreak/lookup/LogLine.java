// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.lookup;

import dev.firebreak.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One line of a log: one observation as it happened. Schemas: {@code docs/schema/log.schema.json} for a run's,
 * {@code pod-log.schema.json} for a node's.
 */
public final class LogLine {
    /** Raised when a member changes its meaning or goes. */
    public static final int SCHEMA_VERSION = 1;

    private LogLine() {}

    /**
     * The line, without its end.
     *
     * @param whose members that say in which run or pod it was; an empty Optional leaves its member out
     */
    public static String of(Map<String, ?> whose, Observation o) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("schemaVersion", SCHEMA_VERSION);
        json.put("time", o.at().toString());
        json.putAll(whose);
        json.put("verdict", o.verdict().word());
        json.put("outcome", o.outcome().word());
        json.put("name", o.name());
        json.put("type", o.type());
        LookupJson.putRules(json, o.rule(), o.audit());
        json.put("count", o.count());
        json.put("protocol", o.protocol());
        json.put("server", o.server());
        json.put("process", LookupJson.process(o.asker()));
        json.put("parents", LookupJson.parents(o.asker()));
        return JsonText.line(json);
    }
}
