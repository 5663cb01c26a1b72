// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

/**
 * What a condition comes to, before its times.
 *
 * @param reason one of {@link Reasons}
 */
record Verdict(Truth truth, String reason, String message) {
    static Verdict yes(String reason, String message) {
        return new Verdict(Truth.TRUE, reason, message);
    }

    static Verdict no(String reason, String message) {
        return new Verdict(Truth.FALSE, reason, message);
    }

    static Verdict unknown(String reason, String message) {
        return new Verdict(Truth.UNKNOWN, reason, message);
    }
}
