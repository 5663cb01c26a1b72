// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.enforcement.HeldPod.Answered;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.bpf.answer.Coverage;
import dev.firebreak.bpf.answer.Device;
import dev.firebreak.bpf.answer.PodAnswerer;
import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.filter.CgroupAttachment;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.bpf.scope.ScopeCounters;
import dev.firebreak.cli.leftover.PinTree;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Carries out changes: the only writer of links, scopes and pins. Each returns the pod as it then is. Killed at any step, what
 * is attached stays closed, and what is pinned tells the next agent how to go on. One caller at a time.
 */
final class PodApplication {
    private static final System.Logger LOG = System.getLogger(PodApplication.class.getName());
    private static final long FIRST_GENERATION = 1;

    private final Filter filter;
    private final Path pods;
    private final List<InetAddress> towards;

    /**
     * @param towards addresses whose routes name the devices by which a pod asks; nothing is asked of them
     */
    PodApplication(NodeFilter node, List<InetAddress> towards) {
        this.filter = node.filter();
        this.pods = node.pods();
        this.towards = List.copyOf(towards);
    }

    /** Attaches a pod; late where processes run in it. */
    HeldPod attach(PodUid uid, long scopeId, Cgroup cgroup, long cgroupId, List<HeldPolicy> policies, boolean late)
            throws IOException {
        var pod = new HeldPod(uid, scopeId, FIRST_GENERATION, cgroup, cgroupId, policies, Optional.empty());
        PodPins pins = PodPins.of(pods, uid);
        pins.begin(pod);
        filter.scopes().clearCounters(pod.scope().slot());
        filter.scopes().put(pod.scope());
        CgroupAttachment attachment = late
                ? filter.attachLate(cgroup, pod.scope(), pins.links())
                : filter.attach(cgroup, pod.scope(), pins.links());
        attachment.close();
        pins.setAttached();
        return pod;
    }

    /** Completes an attachment that was cut short; what it has is kept. */
    HeldPod complete(HeldPod pod) throws IOException {
        filter.scopes().put(pod.scope());
        PodPins pins = PodPins.of(pods, pod.uid());
        filter.attach(pod.cgroup(), pod.scope(), pins.links()).close();
        pins.setAttached();
        return pod;
    }

    /** Holds a pod to other policies, at one stroke. */
    HeldPod rescope(HeldPod pod, List<HeldPolicy> policies) throws IOException {
        HeldPod next = pod.heldTo(policies);
        PodPins pins = PodPins.of(pods, pod.uid());
        pins.writePolicies(next);
        filter.scopes().put(next.scope());
        // One generation longer, for events that are still in the ring.
        pins.forgetBefore(pod.generation());
        return next;
    }

    /**
     * Installs the answerer.
     *
     * @throws Exception when a device cannot be entered: where packets leave by it lock 1 refuses (EPERM), but a nested
     *     container or AF_PACKET would get by
     */
    HeldPod answer(HeldPod pod, Answered where, Path namespace) throws Exception {
        PodPins pins = PodPins.of(pods, pod.uid());
        pins.setAnswered(where);
        List<Coverage> coverages = PodAnswerer.install(filter, namespace, pod.scope(), towards, pins.answerer(where));
        if (coverages.stream().noneMatch(Coverage.Covered.class::isInstance)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "no device of the pod is covered, denied lookups get EPERM pod={0}: {1}",
                    pod.uid(),
                    coverages);
        }
        return pod.answeredIn(Optional.of(where));
    }

    /** Puts the answerer back where it was taken off; the names of such devices. */
    List<String> restore(HeldPod pod, Path namespace) throws Exception {
        return PodAnswerer.restore(
                        filter,
                        namespace,
                        pod.scope(),
                        towards,
                        PodPins.of(pods, pod.uid()).answerer(pod.answered().orElseThrow()))
                .stream()
                .map(Device::name)
                .toList();
    }

    /** Removes what is left of the answerer of a sandbox that is gone. */
    HeldPod unanswer(HeldPod pod, Answered where) throws IOException {
        PodPins pins = PodPins.of(pods, pod.uid());
        PodAnswerer.forget(filter, where.namespace(), pins.answerer(where));
        pins.forget(where);
        return pod.answeredIn(Optional.empty());
    }

    /** Removes all that is left of a pod whose cgroup is gone: links, answerer, scope, pins. */
    void clear(HeldPod pod) throws IOException {
        if (pod.answered().isPresent()) {
            unanswer(pod, pod.answered().get());
        }
        filter.scopes().remove(pod.scopeId());
        PinTree.remove(PodPins.of(pods, pod.uid()).folder());
    }

    /** What the kernel counted for the pod; empty where it has no such scope. */
    Optional<ScopeCounters> counters(HeldPod pod) {
        return hasScope(pod) ? Optional.of(filter.scopes().counters(pod.scope().slot())) : Optional.empty();
    }

    /** Whether the kernel has the pod's scope. */
    boolean hasScope(HeldPod pod) {
        return filter.scopes().has(pod.scopeId());
    }

    /** Puts the scope of a pod that was taken over in force again, as its pins say. */
    void putScope(HeldPod pod) {
        filter.scopes().put(pod.scope());
    }

    static boolean isGone(HeldPod pod) {
        try {
            return !Files.isDirectory(pod.cgroup().path()) || pod.cgroup().id() != pod.cgroupId();
        } catch (IOException gone) {
            return true;
        }
    }
}
