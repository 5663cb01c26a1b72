// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.agent.telling.EnforcedPod;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the agent remembers of an opted-in pod. Changed under {@link Enforcement}'s lock; events read it beside that. */
final class Pod {
    /** Generations of a scope whose events may still be in the ring. */
    private static final int REMEMBERED = 8;

    private volatile Sandbox sandbox;
    private volatile Optional<HeldPod> held = Optional.empty();
    private volatile Optional<String> unenforceable = Optional.empty();
    private final Map<Long, List<HeldPolicy>> generations = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<HeldPolicy>> eldest) {
            return size() > REMEMBERED;
        }
    });
    private String lastFailure = "";
    private final Map<String, Instant> startedWithout = new HashMap<>();
    private Map<String, Boolean> selectedBy = Map.of();

    Pod(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    void setSandbox(Sandbox latest) {
        sandbox = latest;
    }

    Optional<HeldPod> held() {
        return held;
    }

    void setHeld(Optional<HeldPod> now) {
        held = now;
        now.ifPresent(pod -> generations.put(pod.generation(), pod.policies()));
    }

    /** What a generation of the scope meant; empty if that is long ago. */
    List<HeldPolicy> policies(long generation) {
        return generations.getOrDefault(generation, List.of());
    }

    /** As the telling knows it; empty while it is not attached. */
    Optional<EnforcedPod> enforced() {
        return held.map(pod -> new EnforcedPod(sandbox, pod.scopeId()));
    }

    Optional<String> unenforceable() {
        return unenforceable;
    }

    /** Returns whether that is news. */
    boolean setUnenforceable(Optional<String> reason) {
        boolean news = !unenforceable.equals(reason);
        unenforceable = reason;
        return news;
    }

    /** Whether this is another failure than the last. */
    boolean failedAnew(String reason) {
        boolean news = !reason.equals(lastFailure);
        lastFailure = reason;
        return news;
    }

    /** The pod starts without the list of a policy that lets it (StartPod). */
    void startsWithout(String policy, Instant now) {
        startedWithout.putIfAbsent(policy, now);
    }

    /** Since when it ran without the policy's list, told once. */
    Optional<Instant> ranWithout(String policy) {
        return Optional.ofNullable(startedWithout.remove(policy));
    }

    /** The policies that select it, by UID, and whether they are left out, being more than 16. */
    Map<String, Boolean> selectedBy() {
        return selectedBy;
    }

    void setSelectedBy(Map<String, Boolean> policies) {
        selectedBy = Map.copyOf(policies);
    }
}
