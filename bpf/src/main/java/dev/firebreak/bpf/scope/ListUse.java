// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.scope;

import dev.firebreak.bpf.list.ListDigest;

/**
 * One list as one scope uses it.
 *
 * @param digest which list
 * @param enforces false: the policy is in mode Audit, and the list only records
 * @param defaultDeny defaultAction: Deny
 * @param missingDenies while the list is not loaded every question is denied (onListMissing: RefusePod); false: such a
 *     question passes and is recorded as audited
 */
public record ListUse(ListDigest digest, boolean enforces, boolean defaultDeny, boolean missingDenies) {}
