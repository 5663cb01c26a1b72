// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import dev.firebreak.operator.policy.PolicyResource;
import dev.firebreak.operator.status.Condition;
import dev.firebreak.operator.status.PolicyStatus;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What Prometheus is told of policies. No name of a policy or of a host is ever a label. */
public final class PolicyMetrics {
    /** Since when a generation is awaited on the nodes; {@code since} is empty once all of them ran it. */
    private record Awaited(long generation, long sinceNanos, boolean reached) {}

    private final LongSupplier nanos;
    private final Timer compile;
    private final DistributionSummary entries;
    private final Timer programmed;
    private final Map<String, Awaited> awaited = new ConcurrentHashMap<>();
    private final Map<String, PolicyStatus> statuses = new ConcurrentHashMap<>();

    /** @param nanos a clock that never jumps: {@link System#nanoTime} */
    public PolicyMetrics(MeterRegistry registry, LongSupplier nanos) {
        this.nanos = nanos;
        compile = Timer.builder("firebreak.compile")
                .description("Reading a policy and its lists, and compiling it")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
        entries = DistributionSummary.builder("firebreak.list.entries")
                .description("Names in a list when it came into force")
                .register(registry);
        programmed = Timer.builder("firebreak.policy.programmed")
                .description("From the change of a policy until all its nodes run it")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
        for (Condition.Type type : Condition.Type.values()) {
            for (Condition.State state : Condition.State.values()) {
                registry.gauge(
                        "firebreak.policies",
                        io.micrometer.core.instrument.Tags.of("condition", type.name(), "status", state.name()),
                        this,
                        metrics -> metrics.count(type, state));
            }
        }
    }

    <T> T timed(Supplier<T> compilation) {
        return compile.record(compilation);
    }

    /** The policy's status is this. */
    void status(PolicyResource policy, PolicyStatus status) {
        PolicyStatus before = statuses.put(policy.uid(), status);
        if (status.inForce().isPresent() && (before == null || !before.inForce().equals(status.inForce()))) {
            entries.record(status.inForce().get().entries());
        }
        Awaited now = awaited.compute(
                policy.uid(),
                (uid, last) -> last == null || last.generation() != policy.generation()
                        ? new Awaited(policy.generation(), nanos.getAsLong(), false)
                        : last);
        boolean everywhere = status.nodes().desired() > 0
                && status.nodes().programmed() == status.nodes().desired()
                && status.inForce()
                        .filter(list -> list.generation() == policy.generation())
                        .isPresent();
        if (everywhere && !now.reached()) {
            programmed.record(Duration.ofNanos(nanos.getAsLong() - now.sinceNanos()));
            awaited.put(policy.uid(), new Awaited(now.generation(), now.sinceNanos(), true));
        }
    }

    void forget(String uid) {
        awaited.remove(uid);
        statuses.remove(uid);
    }

    private long count(Condition.Type type, Condition.State state) {
        return statuses.values().stream()
                .filter(status -> status.condition(type)
                        .filter(condition -> condition.status() == state)
                        .isPresent())
                .count();
    }
}
