// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import java.time.Instant;

/**
 * One condition of a policy, as Kubernetes has them.
 *
 * @param reason one of {@link Reasons}
 * @param lastTransitionTime when {@code status} last changed, in whole seconds
 */
public record Condition(
        Type type, State status, String reason, String message, long observedGeneration, Instant lastTransitionTime) {
    /** The six, in the order in which they are decided and listed. */
    public enum Type {
        /** {@code spec} is valid. */
        Accepted,
        /** The lists that it refers to are there and are lists. */
        ResolvedRefs,
        /** This generation is compiled, and its header written. */
        Compiled,
        /** Every node with pods of the policy runs this list. */
        Programmed,
        /** The filter is attached to every pod of the policy. */
        Enforcing,
        /** All of them. */
        Ready
    }

    /** Unknown: nobody who could say it has been heard of lately. */
    public enum State {
        True,
        False,
        Unknown
    }

    boolean isTrue() {
        return status == State.True;
    }
}
