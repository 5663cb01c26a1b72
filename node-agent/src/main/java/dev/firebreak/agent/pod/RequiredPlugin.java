// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

/**
 * Whether the runtime refuses containers of a pod that requires our plugin while the plugin is away: NRI's default
 * validator does, where the node's configuration enables it (containerd 2.2 and newer; off by default).
 */
public enum RequiredPlugin {
    /** The validator was asked about a container beside us. */
    ACTIVE,
    /** It was not, or the runtime does not hold pods at all. */
    INACTIVE,
    /** No container was made yet since the runtime started, or the runtime's NRI is too old to tell. */
    UNKNOWN
}
