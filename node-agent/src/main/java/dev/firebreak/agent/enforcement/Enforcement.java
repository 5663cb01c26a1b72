// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.header.Headers;
import dev.firebreak.agent.header.PolicyHeader;
import dev.firebreak.agent.header.PolicyHeader.ListRef;
import dev.firebreak.agent.list.ListState;
import dev.firebreak.agent.list.NodeLists;
import dev.firebreak.agent.pod.Admission;
import dev.firebreak.agent.pod.PodArrivals;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.agent.selection.NamespaceLabels;
import dev.firebreak.agent.selection.OptIn;
import dev.firebreak.agent.selection.Selection;
import dev.firebreak.agent.selection.StandingHeaders;
import dev.firebreak.policy.compiled.Digest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds every opted-in pod of this node to its policies. Pods come by {@link PodArrivals}; {@link #reconcile} follows what
 * changes beside them. One lock: two threads never work on the kernel at once. What is done under it is the kernel's work and
 * some small files of the bpffs, 10 ms or less a pod (100 ms more where a probe packet is not seen); nothing under it waits for
 * the API server or a disk.
 */
public final class Enforcement implements PodArrivals {
    private static final System.Logger LOG = System.getLogger(Enforcement.class.getName());

    /** For a list that a starting pod needs: the runtime waits 2 s, we answer within 1.5. */
    private static final Duration LIST_PATIENCE = Duration.ofMillis(800);

    private static final Duration LABELS_PATIENCE = Duration.ofMillis(400);

    private static final String UNKNOWN_POLICIES =
            "firebreak does not know this cluster's policies yet: neither the API"
                    + " server nor the node's cache has told; the kubelet tries again";

    private final OptIn optIn;
    private final Headers headers;
    private final NodeLists lists;
    private final NamespaceLabels namespaces;
    private final Pods pods;
    private final PodKeeper keeper;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private StandingHeaders standing = StandingHeaders.NONE;
    private final CompletableFuture<Boolean> listed = new CompletableFuture<>();
    private volatile NodePicture picture = NodePicture.EMPTY;

    Enforcement(
            OptIn optIn,
            Headers headers,
            NodeLists lists,
            NamespaceLabels namespaces,
            Pods pods,
            PodKeeper keeper,
            Clock clock) {
        this.optIn = optIn;
        this.headers = headers;
        this.lists = lists;
        this.namespaces = namespaces;
        this.pods = pods;
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    public Admission sandboxStarting(Sandbox sandbox) {
        return optIn.isIn(sandbox) ? admit(sandbox) : new Admission.Admitted();
    }

    @Override
    public Admission containerStarting(Sandbox sandbox, String containerName) {
        if (!optIn.isIn(sandbox)) {
            return new Admission.Admitted();
        }
        boolean covered = pods.find(sandbox.uid())
                .filter(pod -> pod.sandbox().id().equals(sandbox.id()))
                .flatMap(Pod::held)
                .filter(held -> !PodApplication.isGone(held))
                .isPresent();
        return covered ? new Admission.Admitted() : admit(sandbox);
    }

    private Admission admit(Sandbox sandbox) {
        Optional<List<PolicyHeader>> all = headers.all();
        if (all.isEmpty()) {
            return new Admission.Refused(UNKNOWN_POLICIES);
        }
        awaitLists(List.of(sandbox), all.get());
        lock.lock();
        try {
            Pod pod = pods.of(sandbox);
            Selection selection = select(pod, stand(all.get()));
            PodPolicies policies = PodPolicies.of(selection, lists::meaning, heldNow(pod));
            Optional<String> refusal = selection.refusal().or(() -> refusal(policies));
            if (refusal.isPresent()) {
                return new Admission.Refused(refusal.get());
            }
            policies.missing().forEach(policy -> pod.startsWithout(policy.uid(), clock.instant()));
            return keep(pod, selection, policies);
        } finally {
            lock.unlock();
        }
    }

    /** Asks for the lists that pods need, and gives them a moment to come. */
    private void awaitLists(List<Sandbox> sandboxes, Collection<PolicyHeader> latest) {
        List<ListRef> needed = sandboxes.stream()
                .flatMap(pod -> selectKnowing(pod, latest).chosen().stream())
                .map(PolicyHeader::list)
                .distinct()
                .toList();
        lists.want(needed);
        lists.await(needed.stream().map(ListRef::digest).toList(), LIST_PATIENCE);
    }

    /** Waits, without the lock, for the labels of the pod's namespace, where a policy selects by them. */
    private Selection selectKnowing(Sandbox pod, Collection<PolicyHeader> latest) {
        Selection selection = Selection.of(pod, latest, namespaces, clock.instant(), Set.of());
        if (selection.undecided().isEmpty()) {
            return selection;
        }
        namespaces.await(pod.namespace(), LABELS_PATIENCE);
        return Selection.of(pod, latest, namespaces, clock.instant(), Set.of());
    }

    private Optional<String> refusal(PodPolicies policies) {
        return policies.missing().stream()
                .filter(PolicyHeader::refusesPods)
                .findFirst()
                .map(policy -> "the list of policy " + policy.policy() + " is not on this node ("
                        + (lists.state(policy.list().digest()) instanceof ListState.Failed failed
                                ? failed.reason() + ": " + failed.message()
                                : "it is on its way")
                        + "); the kubelet tries again");
    }

    /** What fails here keeps a pod from starting only where a policy of it denies; else it is told. */
    private Admission keep(Pod pod, Selection selection, PodPolicies policies) {
        try {
            keeper.keep(pod, policies.held());
            return new Admission.Admitted();
        } catch (Exception e) { // of work in the kernel and in another namespace: any
            String reason = "the filter cannot be attached: " + firstLine(e);
            if (pod.failedAnew(reason)) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "pod not attached pod=" + pod.sandbox().uid(),
                        e);
            }
            if (selection.chosen().stream().anyMatch(PolicyHeader::refusesPods)) {
                return new Admission.Refused(reason);
            }
            keeper.unenforceable(pod, reason);
            return new Admission.Admitted();
        }
    }

    @Override
    public void sandboxStopped(String sandboxId, PodUid uid) {
        lock.lock();
        try {
            Optional<Pod> stopped =
                    pods.find(uid).filter(pod -> pod.sandbox().id().equals(sandboxId));
            if (stopped.isPresent()) {
                keeper.sandboxGone(stopped.get());
                clearGone();
                if (stopped.get().held().isEmpty()) {
                    pods.forget(uid);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "stopped sandbox not taken out of the books uid={0}: {1}", uid, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void running(List<Sandbox> all) {
        lock.lock();
        try {
            Set<PodUid> listed = all.stream().map(Sandbox::uid).collect(Collectors.toSet());
            pods.all().stream()
                    .filter(pod -> pod.held().isEmpty()
                            && !listed.contains(pod.sandbox().uid()))
                    .forEach(pod -> pods.forget(pod.sandbox().uid()));
            all.stream().filter(optIn::isIn).forEach(pods::of);
        } finally {
            lock.unlock();
        }
        // A pod that is new here runs unfiltered already: better attached to its policies in a moment than to none at
        // once.
        headers.all()
                .ifPresent(known -> awaitLists(all.stream().filter(optIn::isIn).toList(), known));
        reconcile();
        listed.complete(true);
    }

    /** Whether the runtime has told of all pods. */
    public boolean isListed() {
        return listed.isDone();
    }

    /** Does this once, when the runtime has told of all pods for the first time. */
    public void whenListed(Runnable then) {
        var _ = listed.thenRun(then);
    }

    /** Brings every pod to what it shall be now. Twice in a row, the second time changes nothing. */
    public void reconcile() {
        lock.lock();
        try {
            clearGone();
            Optional<List<PolicyHeader>> all = headers.all();
            if (all.isEmpty()) {
                return;
            }
            Collection<PolicyHeader> now = stand(all.get());
            Set<ListRef> needed = new LinkedHashSet<>();
            for (Pod pod : pods.all()) {
                Selection selection = select(pod, now);
                PodPolicies policies = PodPolicies.of(selection, lists::meaning, heldNow(pod));
                if (pod.held().isEmpty()) {
                    policies.missing().forEach(policy -> pod.startsWithout(policy.uid(), clock.instant()));
                }
                keep(pod, selection, policies);
                selection.chosen().forEach(header -> needed.add(header.list()));
                latest(all.get(), selection).forEach(header -> needed.add(header.list()));
            }
            lists.want(needed);
            lists.retain(named(), digests(all.get()));
            picture = NodePicture.of(pods.all(), all.get(), standing, lists);
        } finally {
            lock.unlock();
        }
    }

    /** Looks after the answerers: somebody with CAP_NET_ADMIN in a pod may have taken one off. */
    public void restoreAnswerers() {
        for (Pod pod : pods.all()) {
            lock.lock();
            try {
                keeper.restore(pod);
            } finally {
                lock.unlock();
            }
        }
    }

    /** What became of each policy that has pods here, as of the last look. */
    public NodePicture picture() {
        return picture;
    }

    /** When the next policy expires; empty where none does. */
    public Optional<Instant> nextExpiry() {
        Instant now = clock.instant();
        return headers.all().orElse(List.of()).stream()
                .flatMap(header -> header.expiresAt().stream())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    private Collection<PolicyHeader> stand(List<PolicyHeader> latest) {
        standing = standing.next(latest, digest -> lists.meaning(digest).isPresent());
        return standing.byUid().values();
    }

    private Selection select(Pod pod, Collection<PolicyHeader> now) {
        Set<String> held = heldNow(pod).stream().map(HeldPolicy::uid).collect(Collectors.toSet());
        Selection selection = Selection.of(pod.sandbox(), now, namespaces, clock.instant(), held);
        Map<String, Boolean> selectedBy = new HashMap<>();
        selection.chosen().forEach(header -> selectedBy.put(header.uid(), false));
        selection.leftOut().forEach(header -> selectedBy.put(header.uid(), true));
        pod.setSelectedBy(selectedBy);
        return selection;
    }

    private static List<PolicyHeader> latest(List<PolicyHeader> all, Selection selection) {
        Set<String> chosen = selection.chosen().stream().map(PolicyHeader::uid).collect(Collectors.toSet());
        return all.stream().filter(header -> chosen.contains(header.uid())).toList();
    }

    private static List<HeldPolicy> heldNow(Pod pod) {
        return pod.held().map(HeldPod::policies).orElse(List.of());
    }

    private Set<Digest> named() {
        return pods.policies().stream().map(HeldPolicy::digest).collect(Collectors.toSet());
    }

    private static Set<Digest> digests(List<PolicyHeader> all) {
        return all.stream().map(header -> header.list().digest()).collect(Collectors.toCollection(HashSet::new));
    }

    /** Pods end with their cgroup: until that is gone, a new sandbox may come to it. */
    private void clearGone() {
        List<HeldPod> gone = Stream.concat(
                        pods.all().stream().flatMap(pod -> pod.held().stream()), pods.unclaimed().stream())
                .filter(PodApplication::isGone)
                .toList();
        for (HeldPod held : gone) {
            try {
                keeper.clear(held);
            } catch (IOException | RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "pod not cleared uid={0}: {1}", held.uid(), e);
            }
        }
    }

    private static String firstLine(Exception e) {
        return Optional.ofNullable(e.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse(e.toString());
    }
}
