// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.agent.telling.EnforcedPod;
import dev.firebreak.agent.telling.PodLookups;
import dev.firebreak.agent.telling.RuleOfPolicy;
import dev.firebreak.bpf.event.LookupEvent;
import java.time.Duration;
import java.util.Optional;

/** Tells the log alone. */
final class LoggedLookups implements PodLookups {
    private static final System.Logger LOG = System.getLogger(LoggedLookups.class.getName());

    @Override
    public void began(EnforcedPod pod) {}

    @Override
    public void lookup(
            EnforcedPod pod, LookupEvent event, Optional<RuleOfPolicy> decided, Optional<RuleOfPolicy> audited) {
        LOG.log(
                System.Logger.Level.INFO,
                "lookup pod={0}/{1} name={2} verdict={3} rule={4}",
                pod.sandbox().namespace(),
                pod.sandbox().name(),
                event.name(),
                event.verdict(),
                decided.or(() -> audited).map(RuleOfPolicy::rule).orElse("-"));
    }

    @Override
    public void gap(EnforcedPod pod, Duration gap) {}

    @Override
    public void unenforceable(Sandbox pod, String reason) {}

    @Override
    public void answererRestored(EnforcedPod pod, String device) {}

    @Override
    public void ended(PodUid pod) {}
}
