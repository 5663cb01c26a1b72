// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.manual;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** One command's page in man(7) macros: synopsis, description, options, exit codes, examples, and what else to read. */
public final class ManPage {
    private final StringBuilder out = new StringBuilder();
    private final CommandSpec command;

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    /** The page's name, as in firebreak-run. */
    public static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /** The page's source. */
    public static String of(CommandSpec command) {
        ManPage page = new ManPage(command);
        page.head();
        page.description();
        page.options();
        page.exitCodes();
        page.examples();
        page.seeAlso();
        return page.out.toString();
    }

    private void head() {
        String version = String.join(" ", command.version());
        line(".TH " + name(command).toUpperCase(Locale.ROOT).replace("-", "\\-") + " 1 \"\" \"" + version
                + "\" \"Firebreak\"");
        section("NAME");
        text(name(command) + " - " + first(usage().description()));
        section("SYNOPSIS");
        for (String synopsis : synopsis()) {
            line(".B " + escape(synopsis));
            line(".br");
        }
    }

    private String[] synopsis() {
        String[] custom = usage().customSynopsis();
        return custom.length > 0
                ? custom
                : command.commandLine()
                        .getUsageMessage()
                        .lines()
                        .filter(line -> line.startsWith("Usage: "))
                        .map(line -> line.substring("Usage: ".length()))
                        .toArray(String[]::new);
    }

    private void description() {
        section("DESCRIPTION");
        for (String paragraph : usage().description()) {
            if (paragraph.isEmpty()) {
                line(".PP");
            } else {
                text(paragraph);
            }
        }
    }

    private void options() {
        section("OPTIONS");
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                entry(String.join(", ", option.names()) + label, option.description());
            }
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            entry(parameter.paramLabel(), parameter.description());
        }
        command.subcommands().values().stream()
                .map(sub -> sub.getCommandSpec())
                .filter(sub -> !sub.usageMessage().hidden())
                .forEach(sub -> entry(sub.name(), sub.usageMessage().description()));
    }

    private void exitCodes() {
        Map<String, String> codes = usage().exitCodeList();
        if (!codes.isEmpty()) {
            section("EXIT STATUS");
            codes.forEach((code, meaning) -> entry(code, new String[] {meaning}));
        }
    }

    private void examples() {
        List<String> lines = List.of(usage().footer()).stream()
                .filter(line -> line.startsWith("  "))
                .toList();
        if (!lines.isEmpty()) {
            section("EXAMPLES");
            line(".nf");
            lines.forEach(this::text);
            line(".fi");
        }
    }

    private void seeAlso() {
        section("SEE ALSO");
        CommandSpec root = command.root();
        StringBuilder others = new StringBuilder();
        if (!command.equals(root)) {
            others.append(name(root)).append("(1)");
        }
        root.subcommands().values().forEach(sub -> {
            CommandSpec other = sub.getCommandSpec();
            if (!other.equals(command) && !other.usageMessage().hidden()) {
                others.append(others.isEmpty() ? "" : ", ").append(name(other)).append("(1)");
            }
        });
        text(others.toString());
    }

    private void entry(String term, String[] description) {
        line(".TP");
        line(".B " + escape(term));
        text(first(description));
    }

    private void section(String title) {
        line(".SH " + title);
    }

    private void text(String text) {
        line(escape(text));
    }

    private void line(String line) {
        out.append(line).append('\n');
    }

    private UsageMessageSpec usage() {
        return command.usageMessage();
    }

    private static String first(String[] lines) {
        return lines.length == 0 ? "" : lines[0];
    }

    /** A hyphen is one to copy, a backslash is one, and no line is taken for a macro (groff_char(7)). */
    private static String escape(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
