// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Admits every pod, and writes down what it was told. */
final class RecordedArrivals implements PodArrivals {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<String> said = new CopyOnWriteArrayList<>();
    final List<List<Sandbox>> lists = new CopyOnWriteArrayList<>();
    private final List<Sandbox> starting = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final Function<Sandbox, String> look;

    /** @param look what to note of a sandbox while the runtime holds it */
    RecordedArrivals(Function<Sandbox, String> look) {
        this.look = look;
    }

    @Override
    public Admission sandboxStarting(Sandbox sandbox) {
        heard.add("starting " + sandbox.name());
        starting.add(sandbox);
        if (sandbox.labels().containsKey("filtered")) {
            notes.add(sandbox.name() + " " + look.apply(sandbox));
        }
        return new Admission.Admitted();
    }

    @Override
    public Admission containerStarting(Sandbox sandbox, String containerName) {
        heard.add("container " + sandbox.name() + " " + containerName);
        return new Admission.Admitted();
    }

    @Override
    public void sandboxStopped(String sandboxId, PodUid uid) {
        heard.add("stopped " + sandboxId);
    }

    @Override
    public void running(List<Sandbox> all) {
        lists.add(all);
    }

    /** What was noted of the pod, each time it started. */
    List<String> notes(String name) {
        return notes.stream()
                .filter(note -> note.startsWith(name + " "))
                .map(note -> note.substring(name.length() + 1))
                .toList();
    }

    Sandbox started(String name) {
        return starting.stream()
                .filter(sandbox -> sandbox.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The pod in the last listing. */
    Optional<Sandbox> listed(String name) {
        return lists.isEmpty()
                ? Optional.empty()
                : lists.getLast().stream()
                        .filter(sandbox -> sandbox.name().equals(name))
                        .findFirst();
    }
}
