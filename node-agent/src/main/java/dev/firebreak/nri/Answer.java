// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

/** What a plugin says to a pod or a container that is about to be made. */
public sealed interface Answer {
    /** Make it. */
    record Proceed() implements Answer {}

    /**
     * Do not make it.
     *
     * @param message the runtime hands it on to the kubelet, and that shows it on the pod
     */
    record Reject(String message) implements Answer {}
}
