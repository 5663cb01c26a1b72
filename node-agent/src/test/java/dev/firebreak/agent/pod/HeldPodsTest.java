// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.nri.Answer;
import dev.firebreak.nri.Container;
import dev.firebreak.nri.LinuxNamespace;
import dev.firebreak.nri.LinuxPodSandbox;
import dev.firebreak.nri.PodSandbox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldPodsTest {
    private static final PodSandbox POD = PodSandbox.newBuilder()
            .setId("4711")
            .setUid(Sandboxes.UID.text())
            .setNamespace("database")
            .setName("deploy")
            .putLabels("filtered", "true")
            .setRuntimeHandler("runc")
            .setPid(321)
            .setLinux(LinuxPodSandbox.newBuilder()
                    .setCgroupParent("/kubepods/pod1")
                    .setCgroupsPath("/kubepods/pod1/4711")
                    .addNamespaces(LinuxNamespace.newBuilder().setType("pid"))
                    .addNamespaces(
                            LinuxNamespace.newBuilder().setType("network").setPath("/run/netns/cni-1")))
            .build();

    private final List<Sandbox> arrived = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private Admission admission = new Admission.Admitted();
    private final HeldPods plugin = new HeldPods(
            new PodArrivals() {
                @Override
                public Admission sandboxStarting(Sandbox sandbox) {
                    arrived.add(sandbox);
                    return admission;
                }

                @Override
                public Admission containerStarting(Sandbox sandbox, String containerName) {
                    arrived.add(sandbox);
                    return admission;
                }

                @Override
                public void sandboxStopped(String sandboxId, PodUid uid) {
                    stopped.add(sandboxId + " " + uid);
                }

                @Override
                public void running(List<Sandbox> all) {
                    throw new IllegalStateException("nothing was listed");
                }
            },
            sandbox -> sandbox.labels().containsKey("filtered"),
            new SandboxRoster(System::nanoTime),
            pods -> {},
            line -> {});

    @Test
    void shouldTellAllThatTheRuntimeToldWhenASandboxStarts() {
        assertThat(plugin.runPodSandbox(POD)).isEqualTo(new Answer.Proceed());

        assertThat(arrived).singleElement().satisfies(sandbox -> {
            assertThat(sandbox.id()).isEqualTo("4711");
            assertThat(sandbox.uid()).isEqualTo(Sandboxes.UID);
            assertThat(sandbox.namespace()).isEqualTo("database");
            assertThat(sandbox.name()).isEqualTo("deploy");
            assertThat(sandbox.labels()).containsEntry("filtered", "true");
            assertThat(sandbox.runtimeHandler()).isEqualTo("runc");
            assertThat(sandbox.cgroupParent()).isEqualTo("/kubepods/pod1");
            assertThat(sandbox.cgroupsPath()).isEqualTo("/kubepods/pod1/4711");
            assertThat(sandbox.pid()).isEqualTo(321);
            assertThat(sandbox.netns()).contains("/run/netns/cni-1");
        });
    }

    @Test
    void shouldTellNoNamespaceWhenThePodIsOnTheHostsNetwork() {
        PodSandbox host = POD.toBuilder()
                .setLinux(POD.getLinux().toBuilder().clearNamespaces())
                .build();

        plugin.runPodSandbox(host);

        assertThat(arrived)
                .singleElement()
                .satisfies(sandbox -> assertThat(sandbox.netns()).isEmpty());
    }

    @Test
    void shouldRejectWithTheReasonWhenItIsRefused() {
        admission = new Admission.Refused("its list is not on this node yet");

        assertThat(plugin.runPodSandbox(POD)).isEqualTo(new Answer.Reject("its list is not on this node yet"));
        assertThat(plugin.createContainer(POD, Container.getDefaultInstance()))
                .isEqualTo(new Answer.Reject("its list is not on this node yet"));
    }

    @Test
    void shouldRejectOnlyOptedInPodsWhenNoAnswerCame() {
        PodSandbox other = POD.toBuilder().clearLabels().build();

        assertThat(plugin.unanswered(POD, "no answer within 1500 ms"))
                .isInstanceOfSatisfying(
                        Answer.Reject.class,
                        reject -> assertThat(reject.message()).contains("no answer within 1500 ms"));
        assertThat(plugin.unanswered(other, "no answer within 1500 ms")).isEqualTo(new Answer.Proceed());
    }

    @Test
    void shouldRejectOnlyOptedInPodsWhenTheUidHasPathCharacters() {
        PodSandbox climbing = POD.toBuilder().setUid("../../system.slice").build();

        assertThat(plugin.runPodSandbox(climbing))
                .isInstanceOfSatisfying(
                        Answer.Reject.class,
                        reject -> assertThat(reject.message())
                                .contains("not a pod UID")
                                .contains("../../system.slice"));
        assertThat(plugin.runPodSandbox(climbing.toBuilder().clearLabels().build()))
                .isEqualTo(new Answer.Proceed());
        assertThat(arrived).isEmpty();
    }

    @Test
    void shouldTellWhetherThePluginIsRequiredWhenAContainerWasValidated() {
        assertThat(plugin.required()).isEqualTo(RequiredPlugin.UNKNOWN);

        plugin.consulted(List.of("default-validator", "firebreak"));
        assertThat(plugin.required()).isEqualTo(RequiredPlugin.ACTIVE);

        plugin.consulted(List.of("firebreak"));
        assertThat(plugin.required()).isEqualTo(RequiredPlugin.INACTIVE);
    }

    @Test
    void shouldTellTwiceWhenASandboxIsStoppedAndRemoved() {
        plugin.stopPodSandbox(POD);
        plugin.removePodSandbox(POD);

        assertThat(stopped).containsExactly("4711 " + Sandboxes.UID, "4711 " + Sandboxes.UID);
    }
}
