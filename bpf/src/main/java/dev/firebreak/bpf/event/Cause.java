// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.event;

/** Why a lookup was decided or audited. List indexes are positions in the scope of the event's generation. */
public sealed interface Cause {
    /** Nothing spoke. */
    record None() implements Cause {}

    /** A rule of a list, by its index in the policy's rule table. */
    record Rule(int list, int index) implements Cause {}

    /** The defaultAction Deny of a list. */
    record DefaultAction(int list) implements Cause {}

    /** A list that was not loaded. */
    record MissingList(int list) implements Cause {}

    /** The program stood attached without a scope, or no scratch buffer was free. */
    record NoScope() implements Cause {}
}
