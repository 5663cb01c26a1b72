// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach the node's runtime.
 *
 * @param cri its CRI socket; see {@link RuntimeSockets#findCri}
 * @param nri its NRI socket; empty: NRI is not used
 * @param pluginIndex two digits: when this plugin is asked among others
 * @param deadline after which a held pod is answered for; below the runtime's 2 s
 * @param listingHeld between listings while pods are held by NRI: only to catch what it missed
 * @param listingUnheld between listings while they are not: a new pod runs unfiltered for so long
 */
public record RuntimePlaces(
        Path cri,
        Optional<Path> nri,
        String pluginIndex,
        Duration deadline,
        Duration listingHeld,
        Duration listingUnheld) {
    /** Our name among the runtime's plugins, and in the annotation that requires it. */
    public static final String PLUGIN_NAME = "firebreak";

    /** With the times of design.md: a deadline of 1.5 s, and listings every 30 s, or every second without NRI. */
    public static RuntimePlaces of(Path cri, Optional<Path> nri) {
        return new RuntimePlaces(
                cri, nri, "50", Duration.ofMillis(1500), Duration.ofSeconds(30), Duration.ofSeconds(1));
    }
}
