// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import dev.firebreak.cli.json.JsonText;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** One line of {@code --log}: one observation as it happened. Schema: {@code docs/schema/log.schema.json}. */
public final class LogLine {
    /** Raised when a member changes its meaning or goes. */
    public static final int SCHEMA_VERSION = 1;

    private LogLine() {}

    /** The line, without its end. */
    public static String of(String run, Observation o) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("schemaVersion", SCHEMA_VERSION);
        json.put("time", o.at().toString());
        json.put("run", run);
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
