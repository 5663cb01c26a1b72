// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.bpf.cgroup.Cgroup;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pod's folder of the bpffs: the pins of its links and answerers, and as symbolic links (the only text that a bpffs keeps)
 * what the next agent must know of it.
 *
 * <pre>
 * scope -> ID                  its scope; made first, so that a pod that was begun is known
 * cgroup -> INODE:PATH         the cgroup that is attached
 * policy-GENERATION-INDEX -> …  what the scope's lists mean, see {@link HeldPolicyText}
 * policies-GENERATION -> COUNT  made when those are all there
 * attached -> yes               made when the links are all there and the cgroup's storage is written
 * links/                       the cgroup's links
 * answered-SANDBOX -> INODE    the network namespace that has the answerer
 * net-SANDBOX/                 its pins
 * </pre>
 *
 * @param folder of the pod, whose name is its UID
 */
record PodPins(Path folder) {
    private static final Pattern COMPLETE = Pattern.compile("policies-(\\d+)");
    private static final Pattern POLICY = Pattern.compile("policy-(\\d+)-(\\d+)");
    private static final String ANSWERED = "answered-";

    static PodPins of(Path pods, PodUid uid) {
        return new PodPins(pods.resolve(uid.text()));
    }

    Path links() {
        return folder.resolve("links");
    }

    Path answerer(HeldPod.Answered answered) {
        return folder.resolve("net-" + answered.sandbox());
    }

    /** Whether the cgroup was attached to the last step, its storage included. */
    boolean attached() {
        return Files.isSymbolicLink(folder.resolve("attached"));
    }

    /** Says so. */
    void setAttached() throws IOException {
        link("attached", "yes");
    }

    /** Says where the answerer is, before it is there. */
    void setAnswered(HeldPod.Answered answered) throws IOException {
        link(ANSWERED + answered.sandbox(), Integer.toUnsignedString(answered.namespace()));
    }

    /** Forgets it, after it is gone. */
    void forget(HeldPod.Answered answered) throws IOException {
        Files.deleteIfExists(folder.resolve(ANSWERED + answered.sandbox()));
    }

    /** Makes the pod known, before anything of it is attached. */
    void begin(HeldPod pod) throws IOException {
        Files.createDirectories(folder);
        link("scope", Long.toString(pod.scopeId()));
        link("cgroup", pod.cgroupId() + ":" + pod.cgroup().path());
        writePolicies(pod);
    }

    /** Says what the lists of this generation of the scope mean; before the scope is written. */
    void writePolicies(HeldPod pod) throws IOException {
        for (int i = 0; i < pod.policies().size(); i++) {
            link(
                    "policy-%d-%02d".formatted(pod.generation(), i),
                    HeldPolicyText.write(pod.policies().get(i)));
        }
        link("policies-" + pod.generation(), Integer.toString(pod.policies().size()));
    }

    /** Forgets what older generations meant. */
    void forgetBefore(long generation) throws IOException {
        for (Path entry : entries()) {
            String name = entry.getFileName().toString();
            for (Pattern pattern : List.of(COMPLETE, POLICY)) {
                Matcher matcher = pattern.matcher(name);
                if (matcher.matches() && Long.parseLong(matcher.group(1)) < generation) {
                    Files.deleteIfExists(entry);
                }
            }
        }
    }

    private void link(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        try {
            Files.createSymbolicLink(path, Path.of(text));
        } catch (FileAlreadyExistsException e) {
            Files.delete(path);
            Files.createSymbolicLink(path, Path.of(text));
        }
    }

    /** What is known of the pod; empty where a crash left less than that. */
    Optional<HeldPod> read() throws IOException {
        TreeMap<Long, Integer> complete = new TreeMap<>();
        Optional<HeldPod.Answered> answered = Optional.empty();
        for (Path entry : entries()) {
            String name = entry.getFileName().toString();
            Matcher matcher = COMPLETE.matcher(name);
            if (matcher.matches()) {
                complete.put(Long.valueOf(matcher.group(1)), Integer.valueOf(text(name)));
            } else if (name.startsWith(ANSWERED)) {
                answered = Optional.of(
                        new HeldPod.Answered(name.substring(ANSWERED.length()), Integer.parseUnsignedInt(text(name))));
            }
        }
        if (complete.isEmpty() || !Files.isSymbolicLink(folder.resolve("cgroup"))) {
            return Optional.empty();
        }
        long generation = complete.lastKey();
        List<HeldPolicy> policies = new ArrayList<>();
        for (int i = 0; i < complete.getOrDefault(generation, 0); i++) {
            policies.add(HeldPolicyText.read(text("policy-%d-%02d".formatted(generation, i))));
        }
        String cgroup = text("cgroup");
        int colon = cgroup.indexOf(':');
        return Optional.of(new HeldPod(
                new PodUid(String.valueOf(folder.getFileName())),
                Long.parseLong(text("scope")),
                generation,
                new Cgroup(Path.of(cgroup.substring(colon + 1))),
                Long.parseLong(cgroup.substring(0, colon)),
                policies,
                answered));
    }

    private String text(String name) throws IOException {
        return Files.readSymbolicLink(folder.resolve(name)).toString();
    }

    private List<Path> entries() throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
