// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import dev.firebreak.nri.Answer;
import dev.firebreak.nri.Container;
import dev.firebreak.nri.Plugin;
import dev.firebreak.nri.PodSandbox;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The NRI plugin: asks {@link PodArrivals} before each pod's first process, while the runtime holds the pod. */
final class HeldPods implements Plugin {
    /** The name of NRI's built-in plugin that refuses pods whose required plugins are away. */
    private static final String VALIDATOR = "default-validator";

    private static final Answer PROCEED = new Answer.Proceed();

    private final PodArrivals arrivals;
    private final Predicate<Sandbox> optedIn;
    private final SandboxRoster roster;
    private final Consumer<List<PodSandbox>> synchronize;
    private final Consumer<String> say;
    private volatile RequiredPlugin required = RequiredPlugin.UNKNOWN;

    /**
     * @param synchronize takes the pods that were there before and does its work on another thread: the runtime waits
     * @param say takes a line for the log
     */
    HeldPods(
            PodArrivals arrivals,
            Predicate<Sandbox> optedIn,
            SandboxRoster roster,
            Consumer<List<PodSandbox>> synchronize,
            Consumer<String> say) {
        this.arrivals = arrivals;
        this.optedIn = optedIn;
        this.roster = roster;
        this.synchronize = synchronize;
        this.say = say;
    }

    /** As the last container showed; kept while not registered, for the runtime is still the same one. */
    RequiredPlugin required() {
        return required;
    }

    @Override
    public void synchronize(String runtime, List<PodSandbox> pods) {
        required = RequiredPlugin.UNKNOWN;
        say.accept("NRI: registered with " + runtime);
        synchronize.accept(pods);
    }

    @Override
    public Answer runPodSandbox(PodSandbox pod) {
        return switch (SandboxMapper.read(pod)) {
            case Reading.Legible(Sandbox sandbox) -> {
                roster.starting(sandbox);
                yield answer(arrivals.sandboxStarting(sandbox));
            }
            case Reading.Illegible illegible -> illegible(illegible);
        };
    }

    @Override
    public Answer createContainer(PodSandbox pod, Container container) {
        return switch (SandboxMapper.read(pod)) {
            case Reading.Legible(Sandbox sandbox) -> answer(arrivals.containerStarting(sandbox, container.getName()));
            case Reading.Illegible illegible -> illegible(illegible);
        };
    }

    @Override
    public void stopPodSandbox(PodSandbox pod) {
        if (SandboxMapper.read(pod) instanceof Reading.Legible(Sandbox sandbox)) {
            roster.stopped(sandbox.id());
            arrivals.sandboxStopped(sandbox.id(), sandbox.uid());
        }
    }

    @Override
    public void removePodSandbox(PodSandbox pod) {
        stopPodSandbox(pod);
    }

    @Override
    public void consulted(List<String> plugins) {
        required = plugins.contains(VALIDATOR) ? RequiredPlugin.ACTIVE : RequiredPlugin.INACTIVE;
    }

    /** Closed for those who asked for it: an opted-in pod does not start unless somebody said that it is covered. */
    @Override
    public Answer unanswered(PodSandbox pod, String why) {
        return switch (SandboxMapper.read(pod)) {
            case Reading.Legible(Sandbox sandbox) ->
                optedIn.test(sandbox)
                        ? new Answer.Reject("firebreak could not say in time whether this pod is filtered: " + why
                                + "; the kubelet tries again")
                        : PROCEED;
            case Reading.Illegible illegible -> illegible(illegible);
        };
    }

    @Override
    public void disconnected(String why) {
        say.accept("NRI: not registered, pods start unheld and are found by listing: " + why);
    }

    private Answer illegible(Reading.Illegible illegible) {
        return optedIn.test(illegible.likeness())
                ? new Answer.Reject("firebreak cannot filter this pod: " + illegible.why())
                : PROCEED;
    }

    private static Answer answer(Admission admission) {
        return switch (admission) {
            case Admission.Admitted() -> PROCEED;
            case Admission.Refused(String message) -> new Answer.Reject(message);
        };
    }
}
