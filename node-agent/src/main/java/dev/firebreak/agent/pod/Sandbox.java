// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.util.Map;
import java.util.Optional;

/**
 * A pod's sandbox as the container runtime tells it, by NRI or by CRI. A pod has one at a time; when the kubelet makes a
 * new one for the same pod, the UID and the cgroup stay, the id, the network namespace and its devices change.
 *
 * @param id the runtime's own id of the sandbox
 * @param uid the pod's
 * @param namespace the pod's
 * @param name the pod's
 * @param labels the pod's at the sandbox's creation
 * @param annotations the pod's at the sandbox's creation
 * @param runtimeHandler the RuntimeClass's handler, empty for the default one
 * @param cgroupParent the pod's cgroup as the kubelet wrote it, a path below the kubelet's cgroup root; empty where the
 *     runtime does not tell
 * @param cgroupsPath the sandbox's own cgroup in the OCI spelling ({@code /a/b/id} or {@code slice:prefix:id}); empty
 *     once stopped
 * @param pid the sandbox's first process in the runtime's pid namespace; 0 unknown
 * @param netns path of the pod's network namespace as the runtime sees it; absent: the host's
 */
public record Sandbox(
        String id,
        PodUid uid,
        String namespace,
        String name,
        Map<String, String> labels,
        Map<String, String> annotations,
        String runtimeHandler,
        String cgroupParent,
        String cgroupsPath,
        long pid,
        Optional<String> netns) {
    public Sandbox {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a sandbox without an id, of pod " + namespace + "/" + name);
        }
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
