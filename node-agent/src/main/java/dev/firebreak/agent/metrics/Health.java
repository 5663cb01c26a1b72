// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.metrics;

import java.util.Optional;

/** Whether the agent is well: asked by the kubelet. */
public interface Health {
    /** Why it must be restarted; empty while it works. That it answers at all is most of it. */
    default Optional<String> dead() {
        return Optional.empty();
    }

    /** Why it does not serve pods yet; empty when it does. */
    Optional<String> notReady();
}
