// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

/** The conditions of a policy, in the order in which each rests on the ones before. */
public enum ConditionType {
    /** The policy is valid. */
    ACCEPTED("Accepted"),
    /** All lists that it refers to could be read. */
    RESOLVED_REFS("ResolvedRefs"),
    /** Its list is in the cluster. */
    COMPILED("Compiled"),
    /** Every node with pods of it runs this list. */
    PROGRAMMED("Programmed"),
    /** Every running pod that it is for is filtered. */
    ENFORCING("Enforcing"),
    /** All of it. */
    READY("Ready");

    private final String word;

    ConditionType(String word) {
        this.word = word;
    }

    /** As {@code conditions[].type} says it. */
    @Override
    public String toString() {
        return word;
    }
}
