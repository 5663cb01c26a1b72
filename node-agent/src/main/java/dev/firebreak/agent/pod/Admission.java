// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

/** Whether a pod's sandbox or container may start. */
public sealed interface Admission {
    /** It may: covered, or none of ours. */
    record Admitted() implements Admission {}

    /**
     * It may not: the runtime gives it up, and the kubelet tries again.
     *
     * @param message for the pod's events: what is missing, and what to do
     */
    record Refused(String message) implements Admission {
        public Refused {
            if (message.isBlank()) {
                throw new IllegalArgumentException("a refusal says why");
            }
        }
    }
}
