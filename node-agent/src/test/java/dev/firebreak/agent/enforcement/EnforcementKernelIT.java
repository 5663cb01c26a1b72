// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.agent.Examples;
import dev.firebreak.agent.header.KnownHeaders;
import dev.firebreak.agent.header.PolicyHeader;
import dev.firebreak.agent.list.CachedLists;
import dev.firebreak.agent.list.ListState;
import dev.firebreak.agent.pod.Admission;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.bpf.event.LookupEvent.Verdict;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Native;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.proof.Root;
import dev.firebreak.proof.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Pods of a real kernel, from their first sandbox to their end; the API server is away throughout. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnforcementKernelIT {
    private static final String DENIED = "frontend.example.com";
    private static final String OTHER = "cdn.example.com";
    private static final String ALLOWED = "status.example.com";
    private static final String NXDOMAIN = "refused NXDOMAIN";
    private static final Admission ADMITTED = new Admission.Admitted();

    @TempDir
    private static Path folder;

    private World world;
    private KernelNode node;
    private PolicyHeader policy;

    @BeforeAll
    void buildWorld() throws IOException {
        Root.required();
        world = new World(folder);
    }

    @AfterAll
    void takeDownWorld() throws IOException {
        if (world != null) {
            world.close();
        }
    }

    @BeforeEach
    void begin() throws IOException {
        node = new KernelNode(world, folder);
        policy = listed(Examples.header("policy", 1), 1, DENIED);
    }

    @AfterEach
    void end() throws IOException {
        node.close();
    }

    /** The policy with a list of these names, which is in the node's cache. */
    private PolicyHeader listed(PolicyHeader header, long generation, String... names) {
        CompiledPolicy list = CachedLists.denying(names);
        CachedLists.put(node.cache, list);
        return Examples.edited(header, generation, Examples.ref(list));
    }

    @Test
    void shouldDenyFromTheFirstProcessWhenThePodIsAdmitted() throws Exception {
        KnownHeaders.are(node.headers, policy);
        Sandbox pod = node.pod("first");

        Admission admission = node.enforcement().sandboxStarting(pod);

        assertThat(admission).isEqualTo(ADMITTED);
        assertThat(node.ask(pod, "udp-unconnected", DENIED)).isEqualTo(NXDOMAIN);
        assertThat(node.ask(pod, "packet-udp", DENIED)).isNotEqualTo("resolved");
        assertThat(node.ask(pod, "udp-connected", ALLOWED)).isEqualTo("resolved");
        await().untilAsserted(() -> assertThat(node.told.lookups)
                .anySatisfy(lookup -> {
                    assertThat(lookup.pod()).isEqualTo("first");
                    assertThat(lookup.name()).isEqualTo(DENIED);
                    assertThat(lookup.verdict()).isEqualTo(Verdict.DENIED);
                    assertThat(lookup.decided().orElseThrow().policyName()).isEqualTo("policy");
                })
                .anySatisfy(lookup -> assertThat(lookup.name()).isEqualTo(ALLOWED)));
        assertThat(node.told.gaps).isEmpty();
    }

    @Test
    void shouldRefuseThePodWhenNoPolicyWasEverHeardOf() throws Exception {
        Admission admission = node.enforcement().sandboxStarting(node.pod("early"));

        assertThat(admission).isInstanceOf(Admission.Refused.class);
        assertThat(node.pinned()).isEmpty();
    }

    @Test
    void shouldRecordAndAllowWhenThePodHasNoPolicy() throws Exception {
        KnownHeaders.are(node.headers);
        Sandbox pod = node.pod("free");

        assertThat(node.enforcement().sandboxStarting(pod)).isEqualTo(ADMITTED);

        assertThat(node.ask(pod, "udp-connected", DENIED)).isEqualTo("resolved");
        await().untilAsserted(() -> assertThat(node.told.lookups)
                .anySatisfy(lookup -> assertThat(lookup.verdict()).isEqualTo(Verdict.ALLOWED)));
    }

    @Test
    void shouldRefuseThePodWhenItsListIsNotOnTheNode() throws Exception {
        PolicyHeader elsewhere = Examples.header("elsewhere", 1);
        KnownHeaders.are(node.headers, elsewhere);

        Sandbox pod = node.pod("refused");

        await().untilAsserted(() -> assertThat(node.enforcement().sandboxStarting(pod))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.message()).contains("database/elsewhere", "Unreachable")));
        assertThat(node.lists.state(elsewhere.list().digest())).isInstanceOf(ListState.Failed.class);
    }

    @Test
    void shouldStartThePodAndTellTheGapWhenThePolicyLetsIt() throws Exception {
        CompiledPolicy late = CachedLists.denying(DENIED, OTHER);
        PolicyHeader lenient = Examples.with(
                Examples.edited(Examples.header("lenient", 1), 1, Examples.ref(late)),
                Mode.Enforce,
                OnListMissing.StartPod);
        KnownHeaders.are(node.headers, lenient);
        Sandbox pod = node.pod("lenient");

        assertThat(node.enforcement().sandboxStarting(pod)).isEqualTo(ADMITTED);
        assertThat(node.ask(pod, "udp-connected", DENIED)).isEqualTo("resolved");

        CachedLists.put(node.cache, late); // where it is found when it is tried again
        await().until(() -> node.lists.meaning(late.digest()).isPresent());
        node.enforcement().reconcile();

        assertThat(node.ask(pod, "udp-connected", DENIED)).isEqualTo(NXDOMAIN);
        assertThat(node.told.gaps)
                .singleElement()
                .satisfies(gap -> assertThat(gap).isPositive());
    }

    @Test
    void shouldChangeTheVerdictOfARunningPodWhenThePolicyIsEdited() throws Exception {
        KnownHeaders.are(node.headers, policy);
        Sandbox pod = node.pod("edited");
        node.enforcement().sandboxStarting(pod);
        assertThat(node.ask(pod, "udp-connected", OTHER)).isEqualTo("resolved");

        KnownHeaders.are(node.headers, listed(policy, 2, DENIED, OTHER));

        await().untilAsserted(() -> {
            node.enforcement().reconcile();
            assertThat(node.ask(pod, "udp-connected", OTHER)).isEqualTo(NXDOMAIN);
        });
        assertThat(node.enforcement().picture().policies()).singleElement().satisfies(picture -> {
            assertThat(picture.state()).isEqualTo(PolicyPicture.State.PROGRAMMED);
            assertThat(picture.generation()).isEqualTo(2);
            assertThat(picture.enforced()).isEqualTo(1);
        });
    }

    @Test
    void shouldKeepTheOldListInForceWhenTheNewOneCannotBeHad() throws Exception {
        KnownHeaders.are(node.headers, policy);
        Sandbox pod = node.pod("old-list");
        node.enforcement().sandboxStarting(pod);

        PolicyHeader unreachable =
                Examples.edited(policy, 2, Examples.header("unreachable", 1).list());
        KnownHeaders.are(node.headers, unreachable);
        node.enforcement().reconcile();
        await().until(() -> node.lists.state(unreachable.list().digest()) instanceof ListState.Failed);
        node.enforcement().reconcile();

        assertThat(node.ask(pod, "udp-connected", DENIED)).isEqualTo(NXDOMAIN);
        assertThat(node.enforcement().picture().policies()).singleElement().satisfies(picture -> {
            assertThat(picture.state()).isEqualTo(PolicyPicture.State.FAILED);
            assertThat(picture.reason()).isEqualTo("Unreachable");
            assertThat(picture.digest()).contains(policy.list().digest());
            assertThat(picture.generation()).isEqualTo(1);
        });
    }

    @Test
    void shouldAllowWhenThePolicyIsDeleted() throws Exception {
        KnownHeaders.are(node.headers, policy);
        Sandbox pod = node.pod("deleted");
        node.enforcement().sandboxStarting(pod);

        KnownHeaders.are(node.headers);
        node.enforcement().reconcile();

        assertThat(node.ask(pod, "udp-connected", DENIED)).isEqualTo("resolved");
    }

    @Test
    void shouldAttachLateAndTellTheGapWhenProcessesRunAlready() throws Exception {
        KnownHeaders.are(node.headers, policy);
        Sandbox pod = node.pod("late");
        node.lists.want(List.of(policy.list()));
        node.lists.await(List.of(policy.list().digest()), Duration.ofSeconds(10));
        Process running = node.asking(pod, "older-udp", DENIED);
        assertThat(running.inputReader().readLine()).isEqualTo("opened");

        node.enforcement().running(List.of(pod));

        assertThat(node.ask(pod, "udp-connected", DENIED)).isEqualTo(NXDOMAIN);
        assertThat(node.told.gaps)
                .singleElement()
                .satisfies(gap -> assertThat(gap).isPositive());
        running.getOutputStream().close();
        running.waitFor();
    }

    @Test
    void shouldGoOnDenyingWhenTheAgentEndsAndKnowThePodWhenItIsBack() throws Exception {
        KnownHeaders.are(node.headers, policy);
        Sandbox pod = node.pod("survivor");
        node.enforcement().sandboxStarting(pod);

        node.restart();

        assertThat(node.ask(pod, "udp-connected", DENIED)).isEqualTo(NXDOMAIN);
        // Its policies are not known yet, and the pod stays as it was.
        node.enforcement().running(List.of(pod));
        assertThat(node.ask(pod, "udp-connected", DENIED)).isEqualTo(NXDOMAIN);
        KnownHeaders.are(node.headers, policy);
        node.enforcement().reconcile();
        assertThat(node.ask(pod, "udp-connected", DENIED)).isEqualTo(NXDOMAIN);
        await().untilAsserted(() -> assertThat(node.told.lookups)
                .anySatisfy(lookup ->
                        assertThat(lookup.decided().orElseThrow().policyName()).isEqualTo("policy")));
        assertThat(node.told.gaps).isEmpty();
    }

    @Test
    void shouldAnswerInTheNewNamespaceWhenTheSandboxIsMadeAnew() throws Exception {
        KnownHeaders.are(node.headers, policy);
        String box = world.namespace(World.Place.BOX, "net").toString();
        node.enforcement().sandboxStarting(node.pod("again", "1", Optional.of(box)));
        node.enforcement().sandboxStopped("sandbox-again-1", node.pod("again").uid());

        Sandbox second = node.pod("again", "2", Optional.of(box));
        assertThat(node.enforcement().sandboxStarting(second)).isEqualTo(ADMITTED);

        assertThat(node.ask(second, "udp-connected", DENIED)).isEqualTo(NXDOMAIN);
    }

    @Test
    void shouldRefuseWithEpermWhenThePodIsOnTheHostsNetwork() throws Exception {
        KnownHeaders.are(node.headers, policy);
        Sandbox pod = node.pod("host", "1", Optional.empty());

        assertThat(node.enforcement().sandboxStarting(pod)).isEqualTo(ADMITTED);

        assertThat(node.ask(pod, "udp-connected", DENIED)).isEqualTo("refused EPERM");
        assertThat(node.ask(pod, "udp-connected", ALLOWED)).isEqualTo("resolved");
    }

    @Test
    void shouldLeaveNothingWhenThePodIsGone() throws Exception {
        KnownHeaders.are(node.headers, policy);
        Sandbox pod = node.pod("gone");
        node.enforcement().sandboxStarting(pod);
        assertThat(node.pinned()).hasSize(1);

        node.enforcement().sandboxStopped(pod.id(), pod.uid());
        node.cgroup(pod.uid()).remove();
        node.enforcement().reconcile();

        assertThat(node.pinned()).isEmpty();
        assertThat(node.told.ended).containsExactly(pod.uid());
    }

    @Test
    void shouldPutTheAnswererBackWhenSomebodyTookItOff() throws Exception {
        KnownHeaders.are(node.headers, policy);
        Sandbox pod = node.pod("bare");
        node.enforcement().sandboxStarting(pod);
        Path pins = PodPins.of(node.filter.pods(), pod.uid()).answerer(new HeldPod.Answered(pod.id(), 0));
        try (var entries = Files.list(pins)) {
            entries.filter(pin -> pin.toString().endsWith("-tcx")).forEach(this::takeOff);
        }

        node.enforcement().restoreAnswerers();

        assertThat(node.told.restored).contains("eth0");
        assertThat(node.ask(pod, "udp-connected", DENIED)).isEqualTo(NXDOMAIN);
    }

    private void takeOff(Path pin) {
        try (Descriptor link = Descriptor.openPinned(pin)) {
            Native.unlink0(link.number());
        }
    }

    @Test
    void shouldSayThatNoFilterCanBeAttachedWhenTheRuntimeIsASandboxOfItsOwn() throws Exception {
        KnownHeaders.are(node.headers, policy);
        Sandbox pod = node.pod("sandboxed");
        Sandbox sandboxed = new Sandbox(
                pod.id(),
                pod.uid(),
                pod.namespace(),
                pod.name(),
                pod.labels(),
                pod.annotations(),
                "kata-qemu",
                pod.cgroupParent(),
                "",
                0,
                pod.netns());

        assertThat(node.enforcement().sandboxStarting(sandboxed)).isEqualTo(ADMITTED);

        assertThat(node.told.unenforceable).singleElement().asString().contains("kata-qemu");
    }
}
