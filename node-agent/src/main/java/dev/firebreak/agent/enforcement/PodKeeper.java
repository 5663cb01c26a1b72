// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.metrics.QuestionSum;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.telling.PodLookups;
import dev.firebreak.bpf.scope.ScopeCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings one pod from what it is to what it shall be: observe, decide, apply, tell. Under the caller's lock. */
final class PodKeeper {
    private static final System.Logger LOG = System.getLogger(PodKeeper.class.getName());

    private final Pods pods;
    private final PodObservation observation;
    private final PodApplication application;
    private final PodLookups tell;
    private final QuestionSum questions;
    private final int slots;
    private final Clock clock;

    PodKeeper(
            Pods pods,
            PodObservation observation,
            PodApplication application,
            PodLookups tell,
            QuestionSum questions,
            int slots,
            Clock clock) {
        this.pods = pods;
        this.observation = observation;
        this.application = application;
        this.tell = tell;
        this.questions = questions;
        this.slots = slots;
        this.clock = clock;
    }

    /**
     * Keeps a pod.
     *
     * @throws Exception what the kernel or the file system refused; what was done until then stands, and is gone on with next
     *     time
     */
    void keep(Pod pod, List<HeldPolicy> policies) throws Exception {
        Seen seen = observation.see(pod.sandbox(), pod.held());
        List<PodChange> changes = PodDecision.changes(new Wanted(pod.sandbox(), policies), seen);
        boolean enforceable = changes.stream().noneMatch(PodChange.Unenforceable.class::isInstance);
        if (enforceable) {
            pod.setUnenforceable(Optional.empty());
        }
        for (PodChange change : changes) {
            apply(pod, change);
        }
    }

    private void apply(Pod pod, PodChange change) throws Exception {
        PodUid uid = pod.sandbox().uid();
        switch (change) {
            case PodChange.Attach(var cgroup, long id, var policies) -> {
                set(pod, application.attach(uid, newScope(), cgroup, id, policies, false));
                began(pod, policies);
            }
            case PodChange.AttachLate(var cgroup, long id, var policies, Duration gap) -> {
                set(pod, application.attach(uid, newScope(), cgroup, id, policies, true));
                began(pod, policies);
                LOG.log(
                        System.Logger.Level.WARNING,
                        "pod attached late pod={0} gapMillis={1,number,#}",
                        uid,
                        gap.toMillis());
                pod.enforced().ifPresent(enforced -> tell.gap(enforced, gap));
            }
            case PodChange.Complete(HeldPod held) -> set(pod, application.complete(held));
            case PodChange.Rescope(HeldPod held, var policies) -> {
                set(pod, application.rescope(held, policies));
                tellWhatItRanWithout(pod, held.policies(), policies);
            }
            case PodChange.Answer(var where, Path file) -> set(pod, application.answer(held(pod), where, file));
            case PodChange.Unanswer(var where) -> set(pod, application.unanswer(held(pod), where));
            case PodChange.Clear(HeldPod held) -> {
                application.clear(held);
                pods.setHeld(pod, Optional.empty());
            }
            case PodChange.Unenforceable(String reason) -> unenforceable(pod, reason);
        }
    }

    /** Says of a pod that it runs unfiltered, once for each reason. */
    void unenforceable(Pod pod, String reason) {
        if (pod.setUnenforceable(Optional.of(reason))) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "pod unenforceable pod={0}: {1}",
                    pod.sandbox().uid(),
                    reason);
            tell.unenforceable(pod.sandbox(), reason);
        }
    }

    private void began(Pod pod, List<HeldPolicy> policies) {
        LOG.log(
                System.Logger.Level.INFO,
                "pod attached pod={0}/{1} uid={2} policies={3}",
                pod.sandbox().namespace(),
                pod.sandbox().name(),
                pod.sandbox().uid(),
                policies.stream().map(policy -> policy.policy().toString()).collect(Collectors.joining(" ")));
        pod.enforced().ifPresent(tell::began);
    }

    /** A pod that started while a list was on its way (StartPod) ran without it until now. */
    private void tellWhatItRanWithout(Pod pod, List<HeldPolicy> before, List<HeldPolicy> now) {
        Set<String> known = new HashSet<>();
        before.forEach(policy -> known.add(policy.uid()));
        for (HeldPolicy policy : now) {
            if (!known.contains(policy.uid())) {
                pod.ranWithout(policy.uid())
                        .ifPresent(since -> pod.enforced()
                                .ifPresent(enforced -> tell.gap(enforced, Duration.between(since, clock.instant()))));
            }
        }
    }

    /** Puts the answerer back where somebody took it off. */
    void restore(Pod pod) {
        if (pod.held().flatMap(HeldPod::answered).isEmpty()
                || pod.sandbox().netns().isEmpty()) {
            return;
        }
        try {
            List<String> restored =
                    application.restore(held(pod), Path.of(pod.sandbox().netns().get()));
            for (String device : restored) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "answerer restored pod={0} device={1}",
                        pod.sandbox().uid(),
                        device);
                pod.enforced().ifPresent(enforced -> tell.answererRestored(enforced, device));
            }
        } catch (Exception e) { // of work in a namespace: any
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "answerer not looked at pod={0}: {1}",
                    pod.sandbox().uid(),
                    e.toString());
        }
    }

    /** Takes the answerer of a sandbox that was stopped out of the books. */
    void sandboxGone(Pod pod) throws IOException {
        Optional<HeldPod.Answered> answered = pod.held().flatMap(HeldPod::answered);
        if (answered.isPresent()) {
            set(pod, application.unanswer(held(pod), answered.get()));
        }
    }

    /** Clears what is left of a pod whose cgroup is gone. */
    void clear(HeldPod held) throws IOException {
        Optional<ScopeCounters> counters = application.counters(held);
        application.clear(held);
        pods.forget(held.uid());
        counters.ifPresent(last -> questions.counted(held.scopeId(), last));
        questions.closed(held.scopeId());
        tell.ended(held.uid(), counters);
        LOG.log(System.Logger.Level.INFO, "pod cleared uid={0}", held.uid());
    }

    private static HeldPod held(Pod pod) {
        return pod.held().orElseThrow(() -> new IllegalStateException("not attached: " + pod.sandbox()));
    }

    private void set(Pod pod, HeldPod held) {
        pods.setHeld(pod, Optional.of(held));
    }

    private long newScope() {
        return ScopeIds.next(pods.scopes(), slots);
    }
}
