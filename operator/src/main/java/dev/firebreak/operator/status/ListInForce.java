// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.policy.compiled.Digest;

/**
 * The list that the policy's header in the cluster names.
 *
 * @param generation of the policy that it was compiled from
 * @param entries different names in it
 */
public record ListInForce(long generation, Digest digest, int entries) {}
