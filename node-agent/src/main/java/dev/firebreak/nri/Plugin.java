// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import java.util.List;

/**
 * What a plugin does at the moments of a pod's life. The runtime waits for each return, and holds every other pod of the
 * node back meanwhile. All calls but {@link #unanswered} come one after another.
 */
public interface Plugin {
    /**
     * The connection stands and the plugin will be asked from now on; these pods were there before.
     *
     * @param pods all that the runtime knows, stopped ones among them
     */
    void synchronize(String runtime, List<PodSandbox> pods);

    /** The sandbox and its network stand; no container of the pod does. */
    Answer runPodSandbox(PodSandbox pod);

    /** The container is about to be made. */
    Answer createContainer(PodSandbox pod, Container container);

    /** The pod's containers are stopped, its sandbox is about to be. */
    void stopPodSandbox(PodSandbox pod);

    /** Nothing of the sandbox is left. */
    void removePodSandbox(PodSandbox pod);

    /**
     * Which plugins were asked about a container, the runtime's built-in ones among them; told at each container where the
     * runtime's NRI is 0.11 or newer. The one called {@code default-validator} refuses pods that require an absent plugin.
     */
    void consulted(List<String> plugins);

    /**
     * What to say of a pod or its container where the call above is late or threw. Must not wait: it is called while that
     * call may still be running.
     */
    Answer unanswered(PodSandbox pod, String why);

    /**
     * There is no connection, and no pod is held back until {@link #synchronize} says so again. Told when one ended, and of
     * further tries only when they fail for another reason.
     */
    void disconnected(String why);
}
