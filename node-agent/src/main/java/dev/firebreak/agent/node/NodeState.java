// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.node;

import dev.firebreak.agent.enforcement.PolicyCounts.Count;
import dev.firebreak.agent.enforcement.PolicyPicture;
import java.util.List;
import java.util.Optional;

/**
 * What a node has to say, without the time.
 *
 * @param about the agent and the node
 * @param usedBytes kernel memory for lists
 * @param limitBytes that may be used
 * @param policies that have pods here
 */
public record NodeState(About about, long usedBytes, long limitBytes, List<Entry> policies) {
    public NodeState {
        policies = List.copyOf(policies);
    }

    /**
     * The agent and what it found.
     *
     * @param runtime name and version of the container runtime, once it has told
     * @param requiredPlugin whether the runtime refuses opted-in pods while the agent is away; empty: not known
     */
    public record About(
            String version, String abi, String kernel, Optional<String> runtime, Optional<Boolean> requiredPlugin) {}

    /** One policy: its state and its counts. */
    public record Entry(PolicyPicture policy, Count denied, Count audited) {}

    /** The same without what changes with every lookup. */
    NodeState withoutCounts() {
        return new NodeState(
                about,
                usedBytes,
                limitBytes,
                policies.stream()
                        .map(entry -> new Entry(entry.policy(), Count.NONE, Count.NONE))
                        .toList());
    }
}
