// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.agent.telling.EnforcedPod;
import dev.firebreak.agent.telling.PodLookups;
import dev.firebreak.agent.telling.RuleOfPolicy;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.bpf.scope.ScopeCounters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was told. */
final class Told implements PodLookups {
    record Lookup(String pod, String name, LookupEvent.Verdict verdict, Optional<RuleOfPolicy> decided) {}

    final List<Lookup> lookups = new CopyOnWriteArrayList<>();
    final List<Duration> gaps = new CopyOnWriteArrayList<>();
    final List<String> unenforceable = new CopyOnWriteArrayList<>();
    final List<String> restored = new CopyOnWriteArrayList<>();
    final List<PodUid> ended = new CopyOnWriteArrayList<>();

    @Override
    public void began(EnforcedPod pod) {}

    @Override
    public void lookup(
            EnforcedPod pod, LookupEvent event, Optional<RuleOfPolicy> decided, Optional<RuleOfPolicy> audited) {
        lookups.add(new Lookup(pod.sandbox().name(), event.name(), event.verdict(), decided));
    }

    @Override
    public void gap(EnforcedPod pod, Duration gap) {
        gaps.add(gap);
    }

    @Override
    public void unenforceable(Sandbox pod, String reason) {
        unenforceable.add(reason);
    }

    @Override
    public void answererRestored(EnforcedPod pod, String device) {
        restored.add(device);
    }

    @Override
    public void ended(PodUid pod, Optional<ScopeCounters> counters) {
        ended.add(pod);
    }
}
