// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.deployed;

import dev.firebreak.agent.inventory.PodReport;
import dev.firebreak.agent.inventory.ReportEntry;
import dev.firebreak.agent.inventory.Totals;
import dev.firebreak.json.JsonText;
import dev.firebreak.lookup.RuleRef;
import dev.firebreak.lookup.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Reports of deploys as JSON. Schema: {@code docs/schema/deploy-report.schema.json}. */
public final class DeployReportJson {
    /** Raised when a member changes its meaning or goes. */
    public static final int SCHEMA_VERSION = 1;

    private DeployReportJson() {}

    /** The whole document, with a line end. */
    public static String of(List<PodReport> reports) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("schemaVersion", SCHEMA_VERSION);
        json.put("reports", reports.stream().map(DeployReportJson::report).toList());
        return JsonText.document(json);
    }

    private static Map<String, Object> report(PodReport report) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("namespace", report.namespace());
        json.put("pod", report.pod());
        json.put("podUid", report.podUid());
        json.put("owners", report.owners().stream().map(Object::toString).toList());
        json.put("node", report.node());
        json.put("startedAt", report.start().toString());
        json.put("endedAt", report.end().map(Instant::toString));
        json.put("unfilteredMillis", report.unfiltered().map(Duration::toMillis));
        SequencedMap<String, Object> names = new LinkedHashMap<>();
        for (Verdict verdict : List.of(Verdict.DENIED, Verdict.AUDITED, Verdict.ALLOWED)) {
            names.put(verdict.word(), report.names(verdict));
        }
        json.put("names", names);
        json.put("lookups", lookups(report.questions()));
        json.put("omitted", omitted(report));
        json.put(
                "entries",
                report.entries().stream().map(DeployReportJson::entry).toList());
        return json;
    }

    private static Map<String, Object> lookups(Totals totals) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("denied", totals.denied());
        json.put("malformed", totals.malformed());
        json.put("audited", totals.audited());
        json.put("allowed", totals.allowed());
        json.put("lost", totals.lost());
        return json;
    }

    private static Optional<Map<String, Object>> omitted(PodReport report) {
        if (report.omitted().isNothing()) {
            return Optional.empty();
        }
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("entries", report.omitted().entries());
        json.put("lookups", report.omitted().questions());
        return Optional.of(json);
    }

    private static Map<String, Object> entry(ReportEntry entry) {
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        json.put("name", entry.name());
        json.put("verdict", entry.verdict().word());
        json.put("types", entry.types());
        json.put("count", entry.count());
        json.put("firstAt", entry.first().toString());
        json.put("lastAt", entry.last().toString());
        json.put("policy", entry.rule().map(RuleRef::policy));
        json.put("rule", entry.rule().map(RuleRef::rule));
        json.put("reason", entry.rule().flatMap(RuleRef::reason));
        json.put("commands", entry.commands());
        return json;
    }
}
