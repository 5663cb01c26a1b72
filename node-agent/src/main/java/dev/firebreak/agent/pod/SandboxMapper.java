// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import dev.firebreak.cri.PodSandboxMetadata;
import dev.firebreak.cri.SandboxFacts;
import dev.firebreak.nri.LinuxNamespace;
import dev.firebreak.nri.PodSandbox;
import java.util.Map;
import java.util.Optional;

/** Reads both interfaces' messages into one {@link Sandbox}. */
final class SandboxMapper {
    private static final PodUid INVALID = new PodUid("invalid");

    private SandboxMapper() {}

    /** As NRI tells it. */
    static Reading read(PodSandbox pod) {
        return read(
                pod.getId(),
                pod.getUid(),
                pod.getNamespace(),
                pod.getName(),
                pod.getLabelsMap(),
                pod.getAnnotationsMap(),
                new SandboxFacts(
                        Integer.toUnsignedLong(pod.getPid()),
                        pod.getLinux().getCgroupParent(),
                        pod.getLinux().getCgroupsPath(),
                        pod.getRuntimeHandler(),
                        netns(pod)));
    }

    /** As CRI tells it, in a listing and in a status. */
    static Reading read(dev.firebreak.cri.PodSandbox pod, SandboxFacts facts) {
        PodSandboxMetadata metadata = pod.getMetadata();
        String handler = pod.getRuntimeHandler().isEmpty() ? facts.runtimeHandler() : pod.getRuntimeHandler();
        return read(
                pod.getId(),
                metadata.getUid(),
                metadata.getNamespace(),
                metadata.getName(),
                pod.getLabelsMap(),
                pod.getAnnotationsMap(),
                new SandboxFacts(facts.pid(), facts.cgroupParent(), facts.cgroupsPath(), handler, facts.netns()));
    }

    private static Reading read(
            String id,
            String uid,
            String namespace,
            String name,
            Map<String, String> labels,
            Map<String, String> annotations,
            SandboxFacts facts) {
        PodUid checked;
        String why = "";
        try {
            checked = new PodUid(uid);
        } catch (IllegalArgumentException e) {
            checked = INVALID;
            why = String.valueOf(e.getMessage());
        }
        Sandbox sandbox = new Sandbox(
                id.isEmpty() ? "without-id" : id,
                checked,
                namespace,
                name,
                labels,
                annotations,
                facts.runtimeHandler(),
                facts.cgroupParent(),
                facts.cgroupsPath(),
                facts.pid(),
                facts.netns());
        if (id.isEmpty()) {
            why = "a sandbox without an id";
        }
        return why.isEmpty() ? new Reading.Legible(sandbox) : new Reading.Illegible(sandbox, why);
    }

    /** An entry without a path is a namespace that only its process has. */
    private static Optional<String> netns(PodSandbox pod) {
        return pod.getLinux().getNamespacesList().stream()
                .filter(namespace -> namespace.getType().equals("network"))
                .map(LinuxNamespace::getPath)
                .map(path -> path.isEmpty() && pod.getPid() != 0 ? "/proc/" + pod.getPid() + "/ns/net" : path)
                .filter(path -> !path.isEmpty())
                .findFirst();
    }
}
