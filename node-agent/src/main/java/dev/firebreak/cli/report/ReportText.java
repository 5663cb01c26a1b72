// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import dev.firebreak.cli.terminal.Columns;
import dev.firebreak.cli.terminal.Ink;
import dev.firebreak.cli.terminal.Printable;
import dev.firebreak.lookup.Asker;
import dev.firebreak.lookup.Outcome;
import dev.firebreak.lookup.RuleRef;
import dev.firebreak.lookup.Verdict;
import dev.firebreak.policy.load.CommandLinePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as a person reads it at the end of a run: what was denied, why and by whom; then all names. */
public final class ReportText {
    /** Names beyond these are in the JSON only: a report is read, not scrolled through. */
    static final int NAMES_SHOWN = 200;

    private static final int INDENT = 10;
    private static final int NAME_WIDTH = 44;
    private static final int COMMAND_WIDTH = 400;

    private final StringBuilder out = new StringBuilder();
    private final Report report;
    private final Ink ink;

    private ReportText(Report report, Ink ink) {
        this.report = report;
        this.ink = ink;
    }

    /** The whole text, each line ended. */
    public static String of(Report report, Ink ink) {
        ReportText text = new ReportText(report, ink);
        Inventory inventory = Inventory.of(report.lookups());
        text.headline(inventory);
        report.lookups().stream()
                .filter(lookup -> lookup.verdict() != Verdict.ALLOWED)
                .forEach(text::lookup);
        text.names(inventory);
        text.remarks();
        return text.out.toString();
    }

    private void headline(Inventory inventory) {
        Map<Verdict, Long> names = inventory.namesByVerdict();
        String counts = names.isEmpty()
                ? "no DNS lookups"
                : names.entrySet().stream()
                        .map(e -> Columns.count(e.getValue(), "name") + " "
                                + e.getKey().word())
                        .collect(Collectors.joining(", "));
        Report.Run run = report.run();
        String end = run.signal().isPresent()
                ? "ended by " + SignalNames.of(run.signal().get())
                : "exited with " + run.exitCode();
        String command = Printable.cut(Printable.of(run.command().getFirst()), 30);
        lines(Columns.wrap("firebreak: " + counts + "; " + command + " " + end + " in " + duration(run.took()), 0));
    }

    private void lookup(Lookup lookup) {
        String word = lookup.verdict().name();
        String head = Columns.left(word, INDENT);
        line((lookup.verdict() == Verdict.AUDITED ? ink.warning(head) : ink.alarm(head)) + what(lookup));
        lookup.rule().ifPresent(rule -> why(rule, "rule "));
        lookup.audit().ifPresent(rule -> why(rule, "also audited by rule "));
        lookup.asker().ifPresentOrElse(this::asker, () -> lines(Columns.wrap("process unknown", INDENT)));
    }

    private String what(Lookup lookup) {
        String types = "(" + String.join(", ", lookup.types().keySet()) + ")";
        String name = lookup.name().isEmpty() ? "a malformed DNS question" : Printable.of(lookup.name());
        String times = lookup.count() == 1 ? "once" : lookup.count() + " times";
        return ink.bold(name) + " " + (lookup.name().isEmpty() ? "" : types + " ") + times + told(lookup);
    }

    private static String told(Lookup lookup) {
        boolean tcp = lookup.protocols().equals(List.of("tcp"));
        return switch (lookup.outcome()) {
            case PASSED -> "";
            case ANSWERED -> tcp ? ", connection reset" : ", told NXDOMAIN";
            case REFUSED -> tcp ? ", dropped" : ", refused (EPERM)";
        };
    }

    private void why(RuleRef rule, String before) {
        String reason = rule.reason().map(r -> ": " + Printable.of(r)).orElse("");
        String name = rule.policy().equals(CommandLinePolicy.NAME)
                ? "--deny (command line)"
                : rule.rule() + " of " + rule.policy();
        lines(Columns.wrap(before + name + reason, INDENT));
    }

    private void asker(Asker asker) {
        String command = asker.arguments().isEmpty() ? asker.comm() : Printable.commandLine(asker.arguments());
        String shown = Printable.cut(command, COMMAND_WIDTH) + (asker.argumentsCut() ? " ..." : "");
        lines(Columns.wrap("by " + shown, INDENT));
        String chain = asker.parents().stream()
                .map(parent -> " <- " + Printable.of(parent.comm()))
                .collect(Collectors.joining());
        Columns.wrap("pid " + asker.pid() + ": " + Printable.of(asker.comm()) + chain, INDENT)
                .forEach(l -> line(ink.dim(l)));
    }

    private void names(Inventory inventory) {
        if (inventory.entries().isEmpty()) {
            return;
        }
        int width = Math.min(
                NAME_WIDTH,
                inventory.entries().stream()
                        .mapToInt(e -> Printable.of(e.name()).length())
                        .max()
                        .orElse(0));
        line("All names looked up:");
        inventory.entries().stream().limit(NAMES_SHOWN).forEach(e -> name(e, width));
        int more = inventory.entries().size() - NAMES_SHOWN;
        if (more > 0) {
            line("  ... and " + Columns.count(more, "name") + " more; --report FILE lists them all");
        }
    }

    private void name(Inventory.Entry entry, int width) {
        String name = Columns.left(Printable.of(entry.name()), width);
        String rest = Columns.right(entry.count() + "x", 5) + "  " + String.join(" ", entry.types());
        String commands = Printable.of(String.join(", ", entry.commands()));
        String verdict = Columns.left(entry.verdict().word(), 8);
        String row = verdict + name + rest;
        int left = Columns.WIDTH - 2 - row.length() - 2;
        String shown = left > 3 ? "  " + Printable.cut(commands, left) : "";
        line("  " + (entry.verdict() == Verdict.ALLOWED ? verdict : ink.warning(verdict)) + name + rest
                + ink.dim(shown));
    }

    private void remarks() {
        if (!report.leftRunning().isEmpty()) {
            String who = report.leftRunning().stream()
                    .map(p -> Printable.of(p.command()) + " (" + p.pid() + ")")
                    .collect(Collectors.joining(", "));
            remark("still running, and still filtered: " + who);
        }
        if (report.lost().events() > 0) {
            remark(Columns.count(report.lost().events(), "lookup")
                    + " more came too fast to be told one by one; they were judged like all others");
        }
        if (report.lost().logLines() > 0) {
            remark(Columns.count(report.lost().logLines(), "line") + " could not be written to the log");
        }
        if (report.lookups().stream().anyMatch(lookup -> lookup.outcome() == Outcome.REFUSED)) {
            report.answerer().devices().stream()
                    .filter(device -> !device.covered())
                    .forEach(device -> remark("no NXDOMAIN by way of " + device.name() + ", but EPERM: "
                            + Printable.of(device.why().orElse("it is not covered"))));
        }
        report.notes().forEach(this::remark);
    }

    private void remark(String text) {
        List<String> lines = Columns.wrap("note: " + text, 0);
        lines(lines);
    }

    private static String duration(Duration took) {
        long millis = took.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        return millis < 120_000
                ? millis / 1_000 + "." + millis % 1_000 / 100 + " s"
                : millis / 60_000 + " min " + millis % 60_000 / 1_000 + " s";
    }

    private void lines(List<String> lines) {
        lines.forEach(this::line);
    }

    private void line(String line) {
        out.append(line.stripTrailing()).append('\n');
    }
}
