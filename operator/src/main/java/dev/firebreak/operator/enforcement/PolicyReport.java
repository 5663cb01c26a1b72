// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.enforcement;

/**
 * What one node says of one policy.
 *
 * @param digest of the list in force there, in hexadecimal; empty if there is none
 * @param reason why, one word; may be empty
 * @param message why, in words; may be empty
 */
public record PolicyReport(
        State state, String digest, String reason, String message, PodCounts pods, Tally denials, Tally audited) {
    /** What became of the list on the node. */
    public enum State {
        Programmed,
        Pending,
        Failed
    }
}
