// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.agent.Examples;
import dev.firebreak.agent.enforcement.HeldPod.Answered;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodDecisionTest {
    private static final Cgroup CGROUP = new Cgroup(Path.of("/sys/fs/cgroup/kubepods/pod1"));
    private static final int NETNS = (int) 4_026_532_000L;
    private static final HeldPolicy POLICY = new HeldPolicy(
            new PolicyId(PolicyKind.DeployDnsPolicy, "database", "policy"),
            "uid",
            1,
            Mode.Enforce,
            true,
            false,
            Examples.digest("list"));
    private static final Answered ANSWERED = new Answered("s1", NETNS);

    private static Sandbox sandbox(String id, Optional<String> netns) {
        Sandbox pod = Examples.pod("pod");
        return new Sandbox(
                id, pod.uid(), pod.namespace(), pod.name(), pod.labels(), Map.of(), "", "/pod1", "", 0, netns);
    }

    private static final Sandbox SANDBOX = sandbox("s1", Optional.of("/run/netns/a"));
    private static final Wanted WANTED = new Wanted(SANDBOX, List.of(POLICY));

    private static HeldPod held(long cgroup, List<HeldPolicy> policies, Optional<Answered> answered) {
        return new HeldPod(SANDBOX.uid(), 4097, 3, CGROUP, cgroup, policies, answered);
    }

    private static Seen seen(Optional<Duration> running, Optional<HeldPod> held) {
        return new Seen(Optional.of(CGROUP), 7, running, true, Optional.of(NETNS), held, held.isPresent());
    }

    @Test
    void shouldChangeNothingWhenAllIsAsItShallBe() {
        HeldPod held = held(7, List.of(POLICY), Optional.of(ANSWERED));

        assertThat(PodDecision.changes(WANTED, seen(Optional.empty(), Optional.of(held))))
                .isEmpty();
    }

    @Test
    void shouldAttachClosedAndAnswerWhenNothingRunsYet() {
        assertThat(PodDecision.changes(WANTED, seen(Optional.empty(), Optional.empty())))
                .containsExactly(
                        new PodChange.Attach(CGROUP, 7, List.of(POLICY)),
                        new PodChange.Answer(ANSWERED, Path.of("/run/netns/a")));
    }

    @Test
    void shouldAttachLateWhenSomethingRuns() {
        Duration gap = Duration.ofMillis(700);

        assertThat(PodDecision.changes(WANTED, seen(Optional.of(gap), Optional.empty())))
                .contains(new PodChange.AttachLate(CGROUP, 7, List.of(POLICY), gap));
    }

    @Test
    void shouldRescopeWhenThePoliciesAreOthers() {
        HeldPod held = held(7, List.of(), Optional.of(ANSWERED));

        assertThat(PodDecision.changes(WANTED, seen(Optional.empty(), Optional.of(held))))
                .containsExactly(new PodChange.Rescope(held, List.of(POLICY)));
    }

    @Test
    void shouldBeginAnewWhenTheCgroupIsAnotherOfTheSameName() {
        HeldPod held = held(6, List.of(POLICY), Optional.empty());

        assertThat(PodDecision.changes(WANTED, seen(Optional.empty(), Optional.of(held))))
                .startsWith(new PodChange.Clear(held), new PodChange.Attach(CGROUP, 7, List.of(POLICY)));
    }

    @Test
    void shouldMoveTheAnswererWhenTheSandboxIsAnotherThoughItsNamespaceHasTheSameNumber() {
        HeldPod held = held(7, List.of(POLICY), Optional.of(new Answered("s0", NETNS)));

        assertThat(PodDecision.changes(WANTED, seen(Optional.empty(), Optional.of(held))))
                .containsExactly(
                        new PodChange.Unanswer(new Answered("s0", NETNS)),
                        new PodChange.Answer(ANSWERED, Path.of("/run/netns/a")));
    }

    @Test
    void shouldCompleteWhenACrashCutTheAttachmentShort() {
        HeldPod held = held(7, List.of(POLICY), Optional.of(ANSWERED));
        Seen seen =
                new Seen(Optional.of(CGROUP), 7, Optional.empty(), true, Optional.of(NETNS), Optional.of(held), false);

        assertThat(PodDecision.changes(WANTED, seen)).containsExactly(new PodChange.Complete(held));
    }

    @Test
    void shouldHaveNoAnswererWhenOnTheHostsNetwork() {
        Wanted wanted = new Wanted(sandbox("s1", Optional.empty()), List.of(POLICY));
        Seen seen = new Seen(Optional.of(CGROUP), 7, Optional.empty(), true, Optional.empty(), Optional.empty(), false);

        assertThat(PodDecision.changes(wanted, seen)).containsExactly(new PodChange.Attach(CGROUP, 7, List.of(POLICY)));
    }

    @Test
    void shouldNameAPinForASandboxWhenItsIdIsNoPlainName() {
        Wanted wanted = new Wanted(sandbox("../../etc.d", Optional.of("/run/netns/a")), List.of(POLICY));

        assertThat(PodDecision.changes(wanted, seen(Optional.empty(), Optional.empty())))
                .anySatisfy(change -> assertThat(change)
                        .isInstanceOfSatisfying(
                                PodChange.Answer.class,
                                answer -> assertThat(answer.where().sandbox()).matches("[a-z0-9-]+")));
    }

    @Test
    void shouldSayWhyWhenTheCgroupIsNotThere() {
        Seen running = new Seen(Optional.empty(), 0, Optional.empty(), true, Optional.empty(), Optional.empty(), false);
        Seen over = new Seen(Optional.empty(), 0, Optional.empty(), false, Optional.empty(), Optional.empty(), false);

        assertThat(PodDecision.changes(WANTED, running))
                .singleElement()
                .isInstanceOfSatisfying(
                        PodChange.Unenforceable.class,
                        change -> assertThat(change.reason()).contains("/pod1"));
        assertThat(PodDecision.changes(WANTED, over)).isEmpty();
    }

    @Test
    void shouldReadBackWhatItWroteWhenAPolicyBecomesALink() {
        HeldPolicy cluster = new HeldPolicy(
                new PolicyId(PolicyKind.ClusterDeployDnsPolicy, "", "everywhere.example"),
                "11111111-2222-3333-4444-555555555555",
                12,
                Mode.Audit,
                false,
                true,
                Examples.digest("other"));

        assertThat(HeldPolicyText.read(HeldPolicyText.write(POLICY))).isEqualTo(POLICY);
        assertThat(HeldPolicyText.read(HeldPolicyText.write(cluster))).isEqualTo(cluster);
    }
}
