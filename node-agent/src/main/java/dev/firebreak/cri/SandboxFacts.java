// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cri;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * What a runtime tells of a sandbox beyond the interface, in the JSON of a verbose status: containerd and CRI-O alike under
 * the key {@code info}. What is not there is empty.
 *
 * @param pid of the sandbox's first process; 0 unknown
 * @param cgroupParent as the kubelet wrote it
 * @param cgroupsPath as the runtime wrote it into the OCI specification
 * @param runtimeHandler the RuntimeClass's handler
 * @param netns path of the network namespace; absent: the host's, or unknown
 */
public record SandboxFacts(
        long pid, String cgroupParent, String cgroupsPath, String runtimeHandler, Optional<String> netns) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SandboxFacts NONE = new SandboxFacts(0, "", "", "", Optional.empty());

    /**
     * Reads them; garbage counts as nothing told.
     *
     * @param status verbose
     */
    public static SandboxFacts of(PodSandboxStatusResponse status) {
        try {
            JsonNode info = JSON.readTree(status.getInfoOrDefault("info", "{}"));
            return facts(
                    info,
                    status.getStatus().getLinux().getNamespaces().getOptions().getNetwork());
        } catch (JacksonException e) {
            return NONE;
        }
    }

    private static SandboxFacts facts(JsonNode info, NamespaceMode network) {
        JsonNode linux = info.path("runtimeSpec").path("linux");
        long pid = Math.max(0, info.path("pid").asLong(0));
        return new SandboxFacts(
                pid,
                info.path("config").path("linux").path("cgroup_parent").asText(""),
                linux.path("cgroupsPath").asText(""),
                info.path("runtimeHandler").asText(""),
                network == NamespaceMode.NODE ? Optional.empty() : netns(linux.path("namespaces"), pid));
    }

    private static Optional<String> netns(JsonNode namespaces, long pid) {
        for (JsonNode namespace : namespaces) {
            if (namespace.path("type").asText("").equals("network")) {
                String path = namespace.path("path").asText("");
                if (!path.isEmpty()) {
                    return Optional.of(path);
                }
                return pid > 0 ? Optional.of("/proc/" + pid + "/ns/net") : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
