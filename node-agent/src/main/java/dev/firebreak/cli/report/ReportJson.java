// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import dev.firebreak.json.JsonText;
import dev.firebreak.lookup.LookupJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The report as JSON. Schema: {@code docs/schema/report.schema.json}. */
public final class ReportJson {
    /** Raised when a member changes its meaning or goes. */
    public static final int SCHEMA_VERSION = 1;

    private ReportJson() {}

    /** The whole document, with a line end. */
    public static String of(Report report) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("schemaVersion", SCHEMA_VERSION);
        json.put("run", run(report.run()));
        json.put("policies", report.policies().stream().map(ReportJson::policy).toList());
        json.put("lookups", report.lookups().stream().map(ReportJson::lookup).toList());
        json.put("counters", counters(report));
        json.put("answerer", answerer(report.answerer()));
        json.put("lost", lost(report.lost()));
        json.put(
                "leftRunning",
                report.leftRunning().stream().map(ReportJson::process).toList());
        json.put("notes", report.notes());
        return JsonText.document(json);
    }

    private static Map<String, Object> run(Report.Run run) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("command", run.command());
        json.put("directory", run.directory().toString());
        json.put("cgroup", run.cgroup());
        json.put("startedAt", run.startedAt().toString());
        json.put("durationMillis", run.took().toMillis());
        json.put("exitCode", run.exitCode());
        json.put("signal", run.signal());
        return json;
    }

    private static Map<String, Object> policy(Report.Policy policy) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("name", policy.name());
        json.put("source", policy.source());
        json.put("mode", policy.mode());
        json.put("defaultAction", policy.defaultAction());
        json.put("digest", policy.digest());
        json.put("rules", policy.rules());
        json.put("names", policy.names());
        return json;
    }

    private static Map<String, Object> lookup(Lookup lookup) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("name", lookup.name());
        json.put("verdict", lookup.verdict().word());
        json.put("outcome", lookup.outcome().word());
        LookupJson.putRules(json, lookup.rule(), lookup.audit());
        json.put("count", lookup.count());
        json.put("types", lookup.types());
        json.put("firstAt", lookup.firstAt().toString());
        json.put("protocols", lookup.protocols());
        json.put("servers", lookup.servers());
        json.put("process", LookupJson.process(lookup.asker()));
        json.put("parents", LookupJson.parents(lookup.asker()));
        json.put("pids", lookup.pids());
        return json;
    }

    private static Map<String, Object> counters(Report report) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        for (Report.Counter counter : Report.Counter.values()) {
            json.put(camelCase(counter.name()), report.count(counter));
        }
        return json;
    }

    private static Map<String, Object> answerer(Report.Answerer answerer) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("mode", answerer.mode());
        List<Map<String, Object>> devices = answerer.devices().stream()
                .map(device -> {
                    SequencedMap<String, Object> d = new LinkedHashMap<>();
                    d.put("name", device.name());
                    d.put("covered", device.covered());
                    d.put("why", device.why());
                    return (Map<String, Object>) d;
                })
                .toList();
        json.put("devices", devices);
        return json;
    }

    private static Map<String, Object> lost(Report.Lost lost) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("events", lost.events());
        json.put("logLines", lost.logLines());
        return json;
    }

    private static Map<String, Object> process(Report.Remaining process) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("pid", process.pid());
        json.put("command", process.command());
        return json;
    }

    private static String camelCase(String constant) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < constant.length(); i++) {
            char c = constant.charAt(i);
            if (c != '_') {
                out.append(i > 0 && constant.charAt(i - 1) == '_' ? c : Character.toLowerCase(c));
            }
        }
        return out.toString();
    }
}
