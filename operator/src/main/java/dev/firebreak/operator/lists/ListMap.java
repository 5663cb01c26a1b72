// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.lists;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.PolicyId;

/** A ConfigMap with lists of names. */
public record ListMap(String namespace, String name) {
    /** The label that opts a ConfigMap in: only these are watched, and only these may be referred to. */
    public static final String LABEL = "firebreak.dev/domain-list";

    /** The value that {@link #LABEL} must have. */
    public static final String LABEL_VALUE = "true";

    /** The ConfigMap that {@code reference} means in {@code policy}: a namespaced policy's own namespace's. */
    public static ListMap of(PolicyId policy, ConfigMapKey reference) {
        return new ListMap(
                reference.namespace().isEmpty() ? policy.namespace() : reference.namespace(), reference.name());
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
