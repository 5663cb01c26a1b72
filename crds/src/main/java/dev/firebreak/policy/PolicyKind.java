// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/** The two kinds of policy; the constants' names are the {@code kind} of the YAML. */
public enum PolicyKind {
    /** Namespaced: for pods of its own namespace, with lists from ConfigMaps of that namespace. */
    DeployDnsPolicy(100_000),
    /** Cluster-scoped: {@code namespaceSelector} chooses namespaces, a {@code configMap} says its namespace. */
    ClusterDeployDnsPolicy(1_000_000);

    private final int maxNames;

    PolicyKind(int maxNames) {
        this.maxNames = maxNames;
    }

    /** Names that one policy of this kind may hold, inline and from ConfigMaps, counted as written (repeats count). */
    public int maxNames() {
        return maxNames;
    }
}
