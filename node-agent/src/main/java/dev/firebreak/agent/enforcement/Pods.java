// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The opted-in pods of this node, and what earlier agents held that nobody has claimed yet. */
final class Pods {
    private final Map<PodUid, Pod> byUid = new ConcurrentHashMap<>();
    private final Map<Long, Pod> byScope = new ConcurrentHashMap<>();
    private final Map<PodUid, HeldPod> unclaimed = new ConcurrentHashMap<>();

    /** Remembers what was taken over. */
    void tookOver(HeldPod held) {
        unclaimed.put(held.uid(), held);
    }

    /** The pod of this sandbox, made where it is new; the latest sandbox counts. */
    Pod of(Sandbox sandbox) {
        Pod pod = byUid.computeIfAbsent(sandbox.uid(), uid -> {
            Pod fresh = new Pod(sandbox);
            Optional.ofNullable(unclaimed.remove(uid)).ifPresent(held -> setHeld(fresh, Optional.of(held)));
            return fresh;
        });
        pod.setSandbox(sandbox);
        return pod;
    }

    Optional<Pod> find(PodUid uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    /** Whose scope it is. */
    Optional<Pod> ofScope(long id) {
        return Optional.ofNullable(byScope.get(id));
    }

    Collection<Pod> all() {
        return List.copyOf(byUid.values());
    }

    Collection<HeldPod> unclaimed() {
        return List.copyOf(unclaimed.values());
    }

    void setHeld(Pod pod, Optional<HeldPod> held) {
        pod.held().ifPresent(before -> byScope.remove(before.scopeId()));
        pod.setHeld(held);
        held.ifPresent(now -> byScope.put(now.scopeId(), pod));
    }

    /** Forgets a pod that is gone. */
    void forget(PodUid uid) {
        unclaimed.remove(uid);
        find(uid).ifPresent(pod -> setHeld(pod, Optional.empty()));
        byUid.remove(uid);
    }

    /** Every pod that is attached. */
    List<HeldPod> heldNow() {
        return held().toList();
    }

    /** Every scope that the kernel has by our doing. */
    List<Long> scopes() {
        return held().map(HeldPod::scopeId).toList();
    }

    /** Every policy that some scope names. */
    List<HeldPolicy> policies() {
        return held().flatMap(held -> held.policies().stream()).toList();
    }

    private Stream<HeldPod> held() {
        return Stream.concat(byUid.values().stream().flatMap(pod -> pod.held().stream()), unclaimed.values().stream());
    }
}
