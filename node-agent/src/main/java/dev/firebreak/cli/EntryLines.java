// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import dev.firebreak.policy.compiled.CompiledRule;
import dev.firebreak.policy.compiled.EntryWord;
import dev.firebreak.policy.compiled.EntryWord.Reach;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** One entry of a compiled policy as lines to read: {@code deny   *.frontend.example.com  (frontend)}. */
final class EntryLines {
    private EntryLines() {}

    /** A line for each thing that the entry means; parameters as of {@code EntryConsumer}. */
    static List<String> of(byte[] wire, int offset, int length, int word, List<CompiledRule> rules) {
        String name = text(wire, offset, length);
        List<String> lines = new ArrayList<>();
        for (Reach reach : Reach.values()) {
            String pattern = (reach == Reach.BELOW ? "*." : "") + name;
            for (OptionalInt rule : List.of(EntryWord.decidingRule(word, reach), EntryWord.auditedRule(word, reach))) {
                rule.ifPresent(index -> lines.add(line(pattern, rules.get(index))));
            }
        }
        return lines;
    }

    private static String line(String pattern, CompiledRule rule) {
        return "%-6s %s  (%s)".formatted(rule.effect().name().toLowerCase(Locale.ROOT), pattern, rule.name());
    }

    private static String text(byte[] wire, int offset, int length) {
        StringBuilder text = new StringBuilder();
        int at = offset;
        while (at < offset + length && wire[at] != 0) {
            text.append(text.isEmpty() ? "" : ".")
                    .append(new String(wire, at + 1, wire[at], StandardCharsets.US_ASCII));
            at += 1 + wire[at];
        }
        return text.toString();
    }
}
