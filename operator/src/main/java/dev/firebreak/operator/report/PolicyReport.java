// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

/**
 * What one node says of one policy.
 *
 * @param generation of the policy, as the header in force there names it; 0 if there is none
 * @param digest of the list in force there, in hexadecimal; empty if there is none
 * @param reason why, one word; may be empty
 * @param message why, in words; may be empty
 */
public record PolicyReport(
        State state,
        long generation,
        String digest,
        String reason,
        String message,
        PodCounts pods,
        Tally denials,
        Tally audited) {
    /** What became of the list on the node. */
    public enum State {
        /** The list that the header names is in force. */
        PROGRAMMED,
        /** It is on its way. */
        PENDING,
        /** It could not be loaded; the one before, if any, stays in force. */
        FAILED
    }
}
