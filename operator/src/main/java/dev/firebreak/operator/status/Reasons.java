// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

/** The reasons of conditions and of failing nodes: part of the contract, explained in {@code docs/conditions.md}. */
public final class Reasons {
    /** Accepted: the policy is valid. */
    public static final String VALID = "Valid";

    /** Accepted: the policy is valid, and {@code expiresAt} is less than an hour away. */
    public static final String EXPIRES_SOON = "ExpiresSoon";

    /** Accepted: the policy is not valid. */
    public static final String INVALID = "Invalid";

    /** ResolvedRefs: every list could be read, or the policy refers to none. */
    public static final String RESOLVED = "Resolved";

    /** ResolvedRefs: a ConfigMap or key is not there, or is not meant to be a list. */
    public static final String LISTS_NOT_FOUND = "ListsNotFound";

    /** ResolvedRefs: a list has lines that are no names. */
    public static final String LISTS_BROKEN = "ListsBroken";

    /** Compiled: the list is in the cluster. */
    public static final String COMPILED = "Compiled";

    /** Compiled: the list is compiled, and not in the cluster yet, or no longer. */
    public static final String PUBLISHING = "Publishing";

    /** Compiled: too many names. */
    public static final String TOO_MANY_ENTRIES = "TooManyEntries";

    /** ResolvedRefs, Compiled: a condition before it does not hold. */
    public static final String NOT_EVALUATED = "NotEvaluated";

    /** All but Accepted: {@code expiresAt} has passed. */
    public static final String EXPIRED = "Expired";

    /** Programmed, Enforcing: no generation of the policy could be compiled yet. */
    public static final String NO_LIST = "NoList";

    /** Programmed: an earlier generation stays in force. */
    public static final String LAST_GOOD_LIST = "LastGoodList";

    /** Programmed: somebody deleted or changed the chunks of the list in force, and they cannot be made again yet. */
    public static final String LIST_LOST = "ListLost";

    /** Programmed, Enforcing, Ready: the policy is for no pod that runs now. */
    public static final String NO_MATCHING_PODS = "NoMatchingPods";

    /** Programmed: every node runs the list. */
    public static final String PROGRAMMED = "Programmed";

    /** Programmed: some nodes do not run the list yet. */
    public static final String PROGRAMMING = "Programming";

    /** Programmed: some nodes could not load the list, for different reasons, or for one that is not in the table. */
    public static final String NODES_FAILED = "NodesFailed";

    /** Programmed, failing nodes: the node's memory for lists does not suffice. */
    public static final String NODE_BUDGET = "NodeBudget";

    /** Programmed, failing nodes: a pod is under more policies than a filter takes. */
    public static final String TOO_MANY_POLICIES = "TooManyPolicies";

    /** Programmed, failing nodes: what the node read is not the list that the digest names. */
    public static final String DIGEST_MISMATCH = "DigestMismatch";

    /** Programmed, failing nodes: the kernel did not take the list. */
    public static final String LOAD_FAILED = "LoadFailed";

    /** Programmed, Enforcing, failing nodes: the node has not reported for too long. */
    public static final String NODE_STALE = "NodeStale";

    /** Programmed, Enforcing, failing nodes: the node's report was deleted while it had pods of the policy. */
    public static final String NODE_VANISHED = "NodeVanished";

    /** Enforcing: every running pod is filtered. */
    public static final String PODS_FILTERED = "PodsFiltered";

    /** Enforcing: some pods are not filtered yet. */
    public static final String PODS_PENDING = "PodsPending";

    /** Enforcing: some pods cannot be filtered. */
    public static final String PODS_UNENFORCEABLE = "PodsUnenforceable";

    /** Ready: all other conditions are true. */
    public static final String READY = "Ready";

    private Reasons() {}
}
