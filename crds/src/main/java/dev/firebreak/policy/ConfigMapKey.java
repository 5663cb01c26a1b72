// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/**
 * A list of names by reference: one key of a ConfigMap.
 *
 * @param namespace the ConfigMap's namespace in a cluster policy; empty in a namespaced policy: its own
 * @param name the ConfigMap's name
 * @param key the key within it
 */
public record ConfigMapKey(String namespace, String name, String key) {
    /**
     * Reads {@code CONFIGMAP/KEY}, or {@code NAMESPACE/CONFIGMAP/KEY} for a cluster policy, as {@code --names-from}
     * gives it.
     *
     * @throws IllegalArgumentException if it has another shape
     */
    public static ConfigMapKey of(String text) {
        String[] parts = text.split("/", -1);
        boolean whole = true;
        for (String part : parts) {
            whole &= !part.isBlank();
        }
        if (!whole || parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException(
                    Excerpt.quoted(text) + " is not CONFIGMAP/KEY (for a cluster policy NAMESPACE/CONFIGMAP/KEY)");
        }
        return parts.length == 2
                ? new ConfigMapKey("", parts[0], parts[1])
                : new ConfigMapKey(parts[0], parts[1], parts[2]);
    }

    /** {@code CONFIGMAP/KEY} or {@code NAMESPACE/CONFIGMAP/KEY}; {@link #of} reads it back. */
    @Override
    public String toString() {
        return (namespace.isEmpty() ? "" : namespace + "/") + name + "/" + key;
    }
}
