// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

/** The reasons of conditions: part of the contract, documented in {@code operator/README.md}. */
public final class Reasons {
    public static final String ACCEPTED = "Accepted";
    public static final String EXPIRES_SOON = "ExpiresSoon";
    public static final String INVALID = "Invalid";
    public static final String NOT_ACCEPTED = "NotAccepted";
    public static final String RESOLVED_REFS = "ResolvedRefs";
    public static final String LIST_NOT_FOUND = "ListNotFound";
    public static final String LIST_INVALID = "ListInvalid";
    public static final String REFS_NOT_RESOLVED = "RefsNotResolved";
    public static final String COMPILED = "Compiled";
    public static final String TOO_MANY_ENTRIES = "TooManyEntries";
    public static final String EXPIRED = "Expired";
    public static final String NOT_COMPILED = "NotCompiled";
    public static final String NO_MATCHING_PODS = "NoMatchingPods";
    public static final String PROGRAMMED = "Programmed";
    public static final String NODES_PENDING = "NodesPending";
    public static final String NODES_FAILED = "NodesFailed";
    public static final String NODES_SILENT = "NodesNotReporting";
    public static final String ENFORCING = "Enforcing";
    public static final String PODS_PENDING = "PodsPending";
    public static final String PODS_UNENFORCEABLE = "PodsUnenforceable";
    public static final String READY = "Ready";

    private Reasons() {}
}
