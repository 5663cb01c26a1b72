// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

/**
 * What a report leaves out.
 *
 * @param entries known, and left out
 * @param questions of names that stand in no entry
 */
public record Omitted(long entries, long questions) {
    static final Omitted NOTHING = new Omitted(0, 0);

    Omitted and(Omitted other) {
        return new Omitted(entries + other.entries, questions + other.questions);
    }

    /** Whether the report is whole. */
    public boolean isNothing() {
        return entries == 0 && questions == 0;
    }
}
