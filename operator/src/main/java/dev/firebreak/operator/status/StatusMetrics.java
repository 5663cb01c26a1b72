// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of all policies together: {@code firebreak.policies} by condition and status, {@code firebreak.list.entries}
 * and {@code firebreak.list.entries.max} of the lists in force, {@code firebreak.policy.programmed} from a change of a
 * policy, as this operator first saw it, to the moment when all its nodes are known to run it. No label names anything.
 */
public final class StatusMetrics {
    /** @param changedNanos when the generation that is not programmed yet was first seen; null if none is waited for */
    private record Policy(PolicyStatus status, @Nullable Long changedNanos) {}

    private final LongSupplier nanos;
    private final Map<String, Policy> policies = new ConcurrentHashMap<>();
    private final Timer programmed;

    /** @param nanos a clock that never jumps: {@link System#nanoTime} */
    public StatusMetrics(MeterRegistry registry, LongSupplier nanos) {
        this.nanos = nanos;
        for (ConditionType type : ConditionType.values()) {
            for (Truth truth : Truth.values()) {
                Gauge.builder("firebreak.policies", policies, all -> count(all, type, truth))
                        .description("Policies by condition")
                        .tag("condition", type.toString())
                        .tag("status", truth.toString())
                        .register(registry);
            }
        }
        Gauge.builder("firebreak.list.entries", policies, all -> lists(all).sum())
                .description("Names in all lists in force")
                .register(registry);
        Gauge.builder(
                        "firebreak.list.entries.max",
                        policies,
                        all -> lists(all).max().orElse(0))
                .description("Names in the largest list in force")
                .register(registry);
        programmed = Timer.builder("firebreak.policy.programmed")
                .description("From a change of a policy to all its nodes running it")
                .serviceLevelObjectives(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30))
                .register(registry);
    }

    /**
     * A policy's status was decided, whether it is written now or not.
     *
     * @param before the status that the policy has: an operator that just started waits for no generation that another
     *     one has seen
     */
    public void decided(String uid, PolicyStatus before, PolicyStatus after) {
        policies.compute(uid, (key, last) -> {
            Long changed = last == null ? null : last.changedNanos();
            PolicyStatus seen = last == null ? before : last.status();
            if (after.observedGeneration() > seen.observedGeneration()) {
                changed = nanos.getAsLong();
            }
            if (changed != null && isProgrammed(after)) {
                if (after.nodes().desired() > 0) {
                    programmed.record(Duration.ofNanos(nanos.getAsLong() - changed));
                }
                changed = null;
            }
            return new Policy(after, changed);
        });
    }

    /** The policy is gone. */
    public void forget(String uid) {
        policies.remove(uid);
    }

    private static boolean isProgrammed(PolicyStatus status) {
        return is(status, ConditionType.PROGRAMMED, Truth.TRUE);
    }

    private static double count(Map<String, Policy> policies, ConditionType type, Truth truth) {
        return policies.values().stream()
                .filter(policy -> is(policy.status(), type, truth))
                .count();
    }

    private static LongStream lists(Map<String, Policy> policies) {
        ToLongFunction<PolicyStatus> entries = status -> {
            ListInForce inForce = status.inForce();
            return inForce == null ? 0 : inForce.entries();
        };
        return policies.values().stream().map(Policy::status).mapToLong(entries);
    }

    private static boolean is(PolicyStatus status, ConditionType type, Truth truth) {
        return status.condition(type)
                .filter(condition -> condition.status() == truth)
                .isPresent();
    }
}
