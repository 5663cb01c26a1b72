// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/**
 * Where something was written.
 *
 * @param file the file as the person named it; {@code "command-line"} for names given as options
 * @param line from 1; 0 if the whole file is meant
 * @param column from 1, in characters; 0 if the whole line is meant
 * @param field the path of the field, as {@code spec.deny[0].names[3]}; empty where there is none (a line of a list)
 */
public record SourcePosition(String file, int line, int column, String field) implements Comparable<SourcePosition> {
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

    // In reading order, by hand: for a Comparator's parts the runtime makes classes at each start (docs/decisions,
    // start-up).
    @Override
    public int compareTo(SourcePosition other) {
        int order = file.compareTo(other.file);
        if (order == 0) {
            order = Integer.compare(line, other.line);
        }
        if (order == 0) {
            order = Integer.compare(column, other.column);
        }
        return order == 0 ? field.compareTo(other.field) : order;
    }

    @Override
    public String toString() {
        return place() + (field.isEmpty() ? "" : ", " + field);
    }
}
