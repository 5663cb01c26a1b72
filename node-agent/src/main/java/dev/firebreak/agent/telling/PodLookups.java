// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.bpf.scope.ScopeCounters;
import java.time.Duration;
import java.util.Optional;

/**
 * What is told about pods. Each method returns at once, whatever becomes of the telling: what cannot be taken is counted
 * as lost.
 */
public interface PodLookups {
    /** The filter is attached to the pod: from here on its report counts. Again for the same pod: nothing. */
    void began(EnforcedPod pod);

    /**
     * A lookup by one of the pod's processes; on the event reader's thread, in the order of the ring.
     *
     * @param decided the rule that denied it, or let it pass; empty where no rule spoke
     * @param audited the rule in mode Audit, or of a policy in mode Audit, that would have denied it
     */
    void lookup(EnforcedPod pod, LookupEvent event, Optional<RuleOfPolicy> decided, Optional<RuleOfPolicy> audited);

    /** The pod ran this long without a filter: from its start until it was attached. */
    void gap(EnforcedPod pod, Duration gap);

    /** No filter can be attached to the pod. */
    void unenforceable(Sandbox pod, String reason);

    /** Somebody had removed the answerer from the pod's device; it is back. */
    void answererRestored(EnforcedPod pod, String device);

    /**
     * The pod is gone, cgroup and all: nothing more will come of it, and its report is due.
     *
     * @param counters of its scope, as the kernel counted to the end; empty where they are not to be had
     */
    void ended(PodUid pod, Optional<ScopeCounters> counters);
}
