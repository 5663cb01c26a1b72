// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/**
 * What happens when a pod starts and its list is not on the node yet. The constants' names are those of the YAML.
 * Closed by default: a policy that does not say gets {@link #RefusePod}.
 */
public enum OnListMissing {
    /** The pod does not start; the kubelet tries again. */
    RefusePod,
    /** The pod starts, its lookups are recorded, and the list is swapped in when it comes. */
    StartPod
}
