// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/**
 * Which policy: its kind, namespace and name.
 *
 * @param namespace empty for a cluster policy, and for a file that names none
 */
public record PolicyId(PolicyKind kind, String namespace, String name) {
    /** {@code namespace/name}, or the name alone. */
    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
