// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.enforcement.Attribution.Attributed;
import dev.firebreak.agent.list.NodeLists;
import dev.firebreak.agent.telling.EnforcedPod;
import dev.firebreak.agent.telling.PodLookups;
import dev.firebreak.bpf.answer.DeniedStream;
import dev.firebreak.bpf.event.LookupEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;

/** Takes the kernel's events, finds out whose they are and which rules spoke, and hands them on. On the reader's thread only. */
final class PodEvents {
    private static final System.Logger LOG = System.getLogger(PodEvents.class.getName());

    private final LongFunction<Optional<Pod>> pods;
    private final Attribution attribution;
    private final PodLookups lookups;
    private final PolicyCounts counts;
    private final LongAdder ownerless = new LongAdder();

    /** @param pods by the ids of their scopes */
    PodEvents(LongFunction<Optional<Pod>> pods, NodeLists lists, PodLookups lookups, PolicyCounts counts) {
        this.pods = pods;
        this.attribution = new Attribution(lists::meaning);
        this.lookups = lookups;
        this.counts = counts;
    }

    /** Never throws: the reader's thread would end, and nothing be told any more. */
    void take(LookupEvent event) {
        try {
            DeniedStream.end(event);
            Optional<Pod> pod = pods.apply(event.scope());
            Optional<EnforcedPod> enforced = pod.flatMap(Pod::enforced);
            if (enforced.isEmpty()) {
                ownerless.increment();
                return;
            }
            List<HeldPolicy> policies = pod.get().policies(event.generation());
            Optional<Attributed> decided = attribution.rule(event.decided(), policies);
            Optional<Attributed> audited = attribution.rule(event.audited(), policies);
            counts.add(event, decided.map(Attributed::uid), audited.map(Attributed::uid));
            lookups.lookup(enforced.get(), event, decided.map(Attributed::rule), audited.map(Attributed::rule));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a lookup could not be told", e);
        }
    }

    /** Events of scopes that no pod has any more. */
    long ownerless() {
        return ownerless.sum();
    }
}
