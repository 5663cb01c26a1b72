// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.deployed;

import dev.firebreak.agent.inventory.PodReport;
import dev.firebreak.agent.inventory.ReportEntry;
import dev.firebreak.cli.terminal.Columns;
import dev.firebreak.cli.terminal.Printable;
import dev.firebreak.lookup.RuleRef;
import dev.firebreak.lookup.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports of deploys as a person reads them: what was denied, why and by whom; then all names. Times are UTC. */
public final class DeployReportText {
    private static final int INDENT = 10;
    private static final int NAME_WIDTH = 44;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder();

    private DeployReportText() {}

    /** The whole text, each line ended; an empty line between reports. */
    public static String of(List<PodReport> reports) {
        DeployReportText text = new DeployReportText();
        for (PodReport report : reports) {
            if (!text.out.isEmpty()) {
                text.line("");
            }
            text.report(report);
        }
        return text.out.toString();
    }

    private void report(PodReport report) {
        String owners = report.owners().isEmpty()
                ? ""
                : " of "
                        + String.join(
                                " of ",
                                report.owners().stream().map(Object::toString).toList());
        wrapped("Pod " + report.namespace() + "/" + report.pod() + owners + ", on " + report.node(), 0);
        wrapped(headline(report), 0);
        report.entries().stream()
                .filter(entry -> entry.verdict() != Verdict.ALLOWED)
                .forEach(this::lookup);
        names(report.entries());
        remarks(report);
    }

    private static String headline(PodReport report) {
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.DENIED, Verdict.AUDITED, Verdict.ALLOWED)) {
            if (report.names(verdict) > 0) {
                counts.add(Columns.count(report.names(verdict), "name") + " " + verdict.word());
            }
        }
        if (report.questions().malformed() > 0) {
            counts.add(Columns.count(report.questions().malformed(), "malformed question"));
        }
        String end = report.end()
                .map(ended -> ", " + duration(Duration.between(report.start(), ended)))
                .orElse("");
        return DAY.format(report.start()) + end + ": "
                + (counts.isEmpty() ? "no DNS lookups" : String.join(", ", counts));
    }

    private void lookup(ReportEntry entry) {
        String name = entry.name().isEmpty() ? "a malformed DNS question" : Printable.of(entry.name());
        String types = entry.name().isEmpty() ? "" : "(" + String.join(", ", entry.types()) + ") ";
        wrapped(
                Columns.left(entry.verdict().name(), INDENT) + name + " " + types
                        + Columns.count(entry.count(), "question") + ", " + times(entry),
                0);
        entry.rule().ifPresent(this::rule);
        if (entry.commands().isEmpty()) {
            wrapped("process unknown", INDENT);
        }
        entry.commands().forEach(command -> wrapped("by " + Printable.of(command), INDENT));
    }

    private static String times(ReportEntry entry) {
        String first = time(entry.first());
        String last = time(entry.last());
        return first.equals(last) ? "at " + first : first + " to " + last;
    }

    private void rule(RuleRef rule) {
        wrapped(
                "rule " + Printable.of(rule.rule()) + " of " + Printable.of(rule.policy())
                        + rule.reason()
                                .map(reason -> ": " + Printable.of(reason))
                                .orElse(""),
                INDENT);
    }

    private void names(List<ReportEntry> entries) {
        List<ReportEntry> named =
                entries.stream().filter(entry -> !entry.name().isEmpty()).toList();
        if (named.isEmpty()) {
            return;
        }
        int width = Math.min(
                NAME_WIDTH,
                named.stream()
                        .mapToInt(entry -> Printable.of(entry.name()).length())
                        .max()
                        .orElse(0));
        line("All names looked up:");
        for (ReportEntry entry : named) {
            String row = "  " + Columns.left(entry.verdict().word(), 8)
                    + Columns.left(Printable.of(entry.name()), width)
                    + Columns.right(entry.count() + "x", 6) + "  " + String.join(" ", entry.types());
            String who = entry.commands().isEmpty()
                    ? ""
                    : "  " + Printable.of(entry.commands().getFirst());
            int left = Columns.WIDTH - row.length();
            line(row + (left > 5 ? Printable.cut(who, left) : ""));
        }
    }

    private void remarks(PodReport report) {
        if (report.end().isEmpty()) {
            remark("its agent was stopped while the pod ran: the rest is told when it ends");
        }
        report.unfiltered()
                .ifPresent(gap -> remark("it ran for " + gap.toMillis()
                        + " ms before its filter was attached: what it looked up then is not known"));
        if (!report.omitted().isNothing()) {
            remark(Columns.count(report.omitted().questions(), "question")
                    + " more, of names that had no room here; the log of " + report.node() + " has them");
        }
        if (report.questions().lost() > 0) {
            remark(Columns.count(report.questions().lost(), "question")
                    + " came too fast to be told one by one; they were judged like all others");
        }
    }

    private void remark(String text) {
        wrapped("note: " + text, 0);
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String duration(Duration took) {
        long seconds = took.toSeconds();
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    private void wrapped(String text, int indent) {
        Columns.wrap(text, indent).forEach(this::line);
    }

    private void line(String line) {
        out.append(line.stripTrailing()).append('\n');
    }
}
