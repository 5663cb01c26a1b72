// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.util.List;

/**
 * What the runtime's side asks of enforcement. NRI's events come one after another on one thread, listings one after
 * another on a second one: an implementation must be safe for use by two threads.
 */
public interface PodArrivals {
    /**
     * A sandbox exists, with its cgroup and its network, and no container of the pod yet: the moment to attach. The
     * runtime waits; an answer that comes after the deadline (1.5 s) is not heard.
     */
    Admission sandboxStarting(Sandbox sandbox);

    /** A container of the pod is about to be made, an init container too: the moment to check that the pod is covered. */
    Admission containerStarting(Sandbox sandbox, String containerName);

    /** The sandbox is stopped or removed; told twice, once for each, or never where the runtime died. */
    void sandboxStopped(String sandboxId, PodUid uid);

    /**
     * All sandboxes that run on this node, when a connection to the runtime comes to stand and at each listing.
     *
     * <p>Who is not in it is gone, but for one that {@link #sandboxStarting} tells of while this call runs; so let go of
     * what is absent only where its cgroup is gone too.
     */
    void running(List<Sandbox> all);
}
