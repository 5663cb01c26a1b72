// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import java.util.Comparator;

/**
 * One thing that a person should mend, with its place.
 *
 * @param message what is wrong and what to do, without the place
 */
public record Problem(Severity severity, SourcePosition position, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> READING_ORDER = Comparator.comparing(Problem::position)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::message);

    /** Whether a problem refuses the policy. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** A problem that refuses the policy. */
    public static Problem error(SourcePosition position, String message) {
        return new Problem(Severity.ERROR, position, message);
    }

    /** A problem that the policy stands with. */
    public static Problem warning(SourcePosition position, String message) {
        return new Problem(Severity.WARNING, position, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The same words offline and in a cluster, where there is no file: {@code spec.deny[0].names[3]: message}. */
    public String words() {
        return position.field().isEmpty() ? message : position.field() + ": " + message;
    }

    @Override
    public int compareTo(Problem other) {
        return READING_ORDER.compare(this, other);
    }

    /** As compilers print: {@code policy.yaml:7:14: error: spec.deny[0].names[3]: message}. */
    @Override
    public String toString() {
        return position.place() + (severity == Severity.ERROR ? ": error: " : ": warning: ") + words();
    }
}
