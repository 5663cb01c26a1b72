// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of others, made safe to print: a process chooses its arguments and the names it asks for, and neither may move
 * the reader's cursor or forge a line of a report.
 */
public final class Printable {
    private Printable() {}

    /** The text with control, format and unassigned characters shown as {@code \xNN} or <code>&#92;uNNNN</code>. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isPlain(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c));
            }
        });
        return out.toString();
    }

    /** A command line as one would type it: words with blanks or quotes in single quotes. */
    public static String commandLine(List<String> words) {
        List<String> quoted = new ArrayList<>();
        for (String word : words) {
            boolean plain = !word.isEmpty()
                    && word.chars().noneMatch(c -> c <= ' ' || "'\"\\$`|&;<>()*?[]#~!{}".indexOf(c) >= 0);
            quoted.add(of(plain ? word : "'" + word.replace("'", "'\\''") + "'"));
        }
        return String.join(" ", quoted);
    }

    /** At most {@code columns} characters of the text, the end marked by "..." where it was cut. */
    public static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, Math.max(0, columns - 3)) + "...";
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
