// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What stands on the node at this moment; asked at each scrape.
 *
 * @param pods opted-in running pods by state: each state that there is, also with none in it
 * @param questions since the agent began
 * @param nriConnected whether the runtime asks us before it starts a pod
 * @param headersAge since the API server last confirmed the policies' headers; empty before it ever did
 * @param listBytes kernel memory of lists
 * @param listBytesLimit as much as they may take (maxListMemory)
 * @param scopes pods that the kernel holds a scope for
 * @param scopesLimit as many as it can hold
 */
public record NodeFigures(
        Map<PodState, Integer> pods,
        QuestionCounts questions,
        boolean nriConnected,
        Optional<Duration> headersAge,
        long listBytes,
        long listBytesLimit,
        int scopes,
        int scopesLimit) {
    /** What a pod's filter is at. */
    public enum PodState {
        /** Attached. */
        ENFORCED,
        /** To be attached. */
        PENDING,
        /** Cannot be attached. */
        UNENFORCEABLE
    }

    public NodeFigures {
        pods = Map.copyOf(pods);
    }
}
