// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

/** Whether a condition holds. */
public enum Truth {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String word;

    Truth(String word) {
        this.word = word;
    }

    /** As {@code conditions[].status} says it. */
    @Override
    public String toString() {
        return word;
    }
}
