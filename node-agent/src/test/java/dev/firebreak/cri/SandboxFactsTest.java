// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cri;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxFactsTest {
    @Test
    void shouldReadWhatContainerdTellsWhenThePodHasItsOwnNetwork() {
        String info = """
            {"pid": 321, "runtimeHandler": "runc", "snapshotter": "overlayfs",
             "config": {"linux": {"cgroup_parent": "/kubepods/burstable/pod1"}},
             "runtimeSpec": {"linux": {"cgroupsPath": "/kubepods/burstable/pod1/4711",
               "namespaces": [{"type": "pid"}, {"type": "network", "path": "/run/netns/cni-1"}]}}}\
            """;

        assertThat(SandboxFacts.of(status(info, NamespaceMode.POD)))
                .isEqualTo(new SandboxFacts(
                        321,
                        "/kubepods/burstable/pod1",
                        "/kubepods/burstable/pod1/4711",
                        "runc",
                        Optional.of("/run/netns/cni-1")));
    }

    @Test
    void shouldNameTheProcessesNamespaceWhenItHasNoPath() {
        String info = """
            {"pid": 321, "runtimeSpec": {"linux": {"namespaces": [{"type": "network"}]}}}\
            """;

        assertThat(SandboxFacts.of(status(info, NamespaceMode.POD)).netns()).contains("/proc/321/ns/net");
    }

    @Test
    void shouldTellNoNamespaceWhenThePodIsOnTheHostsNetwork() {
        String info = """
            {"pid": 321, "runtimeSpec": {"linux": {"namespaces": [{"type": "network", "path": "/x"}]}}}\
            """;

        assertThat(SandboxFacts.of(status(info, NamespaceMode.NODE)).netns()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "\"text\"", "{\"pid\": -1}", "{\"pid\": \"x\", \"runtimeSpec\": 3}"})
    void shouldKnowNothingWhenTheRuntimeTellsGarbage(String info) {
        assertThat(SandboxFacts.of(status(info, NamespaceMode.POD)))
                .isEqualTo(new SandboxFacts(0, "", "", "", Optional.empty()));
    }

    private static PodSandboxStatusResponse status(String info, NamespaceMode network) {
        return PodSandboxStatusResponse.newBuilder()
                .putInfo("info", info)
                .setStatus(PodSandboxStatus.newBuilder()
                        .setLinux(LinuxPodSandboxStatus.newBuilder()
                                .setNamespaces(Namespace.newBuilder()
                                        .setOptions(NamespaceOption.newBuilder().setNetwork(network)))))
                .build();
    }
}
