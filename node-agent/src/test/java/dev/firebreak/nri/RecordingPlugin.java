// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Writes down what it is told, and answers as it was bidden. */
public final class RecordingPlugin implements Plugin {
    /** One line a call: the method, then the pod's name, then the container's. */
    public final List<String> heard = new CopyOnWriteArrayList<>();

    /** The pods as they came, in the order of the calls. */
    public final List<PodSandbox> pods = new CopyOnWriteArrayList<>();

    private final Function<PodSandbox, Answer> answers;

    public RecordingPlugin() {
        this(pod -> new Answer.Proceed());
    }

    /** @param answers what to say to each sandbox that is about to run */
    public RecordingPlugin(Function<PodSandbox, Answer> answers) {
        this.answers = answers;
    }

    @Override
    public void synchronize(String runtime, List<PodSandbox> all) {
        heard.add("synchronize " + runtime + " "
                + all.stream().map(PodSandbox::getName).toList());
        pods.addAll(all);
    }

    @Override
    public Answer runPodSandbox(PodSandbox pod) {
        heard.add("run " + pod.getName());
        pods.add(pod);
        return answers.apply(pod);
    }

    @Override
    public Answer createContainer(PodSandbox pod, Container container) {
        heard.add("create " + pod.getName() + " " + container.getName());
        return new Answer.Proceed();
    }

    @Override
    public void stopPodSandbox(PodSandbox pod) {
        heard.add("stop " + pod.getName());
        pods.add(pod);
    }

    @Override
    public void removePodSandbox(PodSandbox pod) {
        heard.add("remove " + pod.getName());
        pods.add(pod);
    }

    @Override
    public void consulted(List<String> plugins) {
        heard.add("consulted " + plugins);
    }

    @Override
    public Answer unanswered(PodSandbox pod, String why) {
        heard.add("unanswered " + pod.getName());
        return pod.getLabelsOrDefault("must", "").equals("wait")
                ? new Answer.Reject("not covered: " + why)
                : new Answer.Proceed();
    }

    @Override
    public void disconnected(String why) {
        heard.add("disconnected");
    }
}
