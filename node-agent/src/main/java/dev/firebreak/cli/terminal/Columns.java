// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Text in 80 columns. */
public final class Columns {
    /** Width of what we print, on every terminal: a report is pasted into tickets. */
    public static final int WIDTH = 80;

    private Columns() {}

    /**
     * The text in lines that fit, broken at blanks; a word longer than a line keeps a line of its own.
     *
     * @param indent blanks in front of each line
     */
    public static List<String> wrap(String text, int indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(" ".repeat(indent));
        for (String word : text.split(" ", -1)) {
            boolean empty = line.length() == indent;
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** The text with blanks after it up to a width. */
    public static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** The text with blanks before it up to a width. */
    public static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** A number with its noun: "1 name", "2 names". */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
