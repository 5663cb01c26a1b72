// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/**
 * One thing that a person should mend, with its place.
 *
 * @param message what is wrong and what to do, without the place
 */
public record Problem(Severity severity, SourcePosition position, String message) implements Comparable<Problem> {
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

    // By hand, as in SourcePosition.
    @Override
    public int compareTo(Problem other) {
        int order = position.compareTo(other.position);
        if (order == 0) {
            order = severity.compareTo(other.severity);
        }
        return order == 0 ? message.compareTo(other.message) : order;
    }

    /** As compilers print: {@code policy.yaml:7:14: error: spec.deny[0].names[3]: message}. */
    @Override
    public String toString() {
        return position.place() + (severity == Severity.ERROR ? ": error: " : ": warning: ") + words();
    }
}
