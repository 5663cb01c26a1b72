// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

/** What a condition says, before it is known since when. */
record Judgement(Condition.State status, String reason, String message) {
    static Judgement yes(String reason, String message) {
        return new Judgement(Condition.State.True, reason, message);
    }

    static Judgement no(String reason, String message) {
        return new Judgement(Condition.State.False, reason, message);
    }

    static Judgement unknown(String reason, String message) {
        return new Judgement(Condition.State.Unknown, reason, message);
    }
}
