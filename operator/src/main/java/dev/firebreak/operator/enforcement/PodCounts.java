// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.enforcement;

/**
 * Pods that a policy is for.
 *
 * @param matching running, opted in, chosen by the selectors
 * @param enforced of these, those that the filter is attached to
 * @param pending of these, those that it is not attached to yet
 * @param unenforceable of these, those that no filter can be attached to
 */
public record PodCounts(int matching, int enforced, int pending, int unenforceable) {
    public static final PodCounts NONE = new PodCounts(0, 0, 0, 0);

    public PodCounts plus(PodCounts other) {
        return new PodCounts(
                matching + other.matching,
                enforced + other.enforced,
                pending + other.pending,
                unenforceable + other.unenforceable);
    }
}
