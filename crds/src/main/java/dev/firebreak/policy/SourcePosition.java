// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import java.util.Comparator;

/**
 * Where something was written.
 *
 * @param file the file as the person named it; {@code "command-line"} for names given as options
 * @param line from 1; 0 if the whole file is meant
 * @param column from 1, in characters; 0 if the whole line is meant
 * @param field the path of the field, as {@code spec.deny[0].names[3]}; empty where there is none (a line of a list)
 */
public record SourcePosition(String file, int line, int column, String field) implements Comparable<SourcePosition> {
    private static final Comparator<SourcePosition> READING_ORDER = Comparator.comparing(SourcePosition::file)
            .thenComparingInt(SourcePosition::line)
            .thenComparingInt(SourcePosition::column)
            .thenComparing(SourcePosition::field);

    /** The file as a whole. */
    public static SourcePosition of(String file) {
        return new SourcePosition(file, 0, 0, "");
    }

    /** {@code file:line:column}, without the parts that are 0. */
    public String place() {
        return Excerpt.plain(file) + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "");
    }

    /**
     * For another message to point here, offline and in a cluster alike: the field, or for a line of a list
     * {@code file:line}.
     */
    public String reference() {
        return field.isEmpty() ? place() : field;
    }

    @Override
    public int compareTo(SourcePosition other) {
        return READING_ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return place() + (field.isEmpty() ? "" : ", " + field);
    }
}
