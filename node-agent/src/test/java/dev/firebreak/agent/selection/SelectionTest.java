// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.selection;

import static dev.firebreak.agent.Examples.NOW;
import static dev.firebreak.agent.Examples.clusterHeader;
import static dev.firebreak.agent.Examples.header;
import static dev.firebreak.agent.Examples.pod;
import static dev.firebreak.agent.Examples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.agent.header.PolicyHeader;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final NamespaceLabels NONE = namespace -> Optional.of(Map.of());
    private static final NamespaceLabels UNKNOWN = namespace -> Optional.empty();
    private static final LabelSelector PROD = new LabelSelector(Map.of("tier", "prod"), List.of());

    private static Selection select(List<PolicyHeader> headers, NamespaceLabels namespaces, Set<String> held) {
        return Selection.of(pod("deploy"), headers, namespaces, NOW, held);
    }

    @Test
    void shouldChooseOnlyItsOwnNamespacesPoliciesWhenNamespaced() {
        PolicyHeader own = header("own", 1);
        PolicyHeader other = header(
                new PolicyId(PolicyKind.DeployDnsPolicy, "frontend", "other"),
                1,
                LabelSelector.EVERYTHING,
                LabelSelector.EVERYTHING);

        Selection selection = select(List.of(own, other), NONE, Set.of());

        assertThat(selection.chosen()).containsExactly(own);
    }

    @Test
    void shouldChooseByThePodsLabelsWhenThePolicySelects() {
        PolicyId id = new PolicyId(PolicyKind.DeployDnsPolicy, "database", "selective");
        PolicyHeader mine = header(
                id,
                1,
                new LabelSelector(Map.of("firebreak.dev/deploy-job", "true"), List.of()),
                LabelSelector.EVERYTHING);
        PolicyHeader others =
                header(id, 1, new LabelSelector(Map.of("app", "other"), List.of()), LabelSelector.EVERYTHING);

        assertThat(select(List.of(mine), NONE, Set.of()).chosen()).containsExactly(mine);
        assertThat(select(List.of(others), NONE, Set.of()).chosen()).isEmpty();
    }

    @Test
    void shouldNotStandWhenItExpires() {
        PolicyHeader ending = header("ending", 1).until(Optional.of(NOW));
        PolicyHeader later = header("later", 1).until(Optional.of(NOW.plusSeconds(1)));

        Selection selection = select(List.of(ending, later), NONE, Set.of());

        assertThat(selection.chosen()).containsExactly(later);
    }

    @Test
    void shouldAskForNoLabelsWhenTheClusterPolicySelectsEveryNamespace() {
        PolicyHeader all = clusterHeader("all", 1, LabelSelector.EVERYTHING);

        Selection selection = select(List.of(all), UNKNOWN, Set.of());

        assertThat(selection.chosen()).containsExactly(all);
        assertThat(selection.undecided()).isEmpty();
    }

    @Test
    void shouldRefuseThePodWhenTheNamespacesLabelsAreNotKnown() {
        PolicyHeader prod = clusterHeader("prod", 1, PROD);

        Selection selection = select(List.of(prod), UNKNOWN, Set.of());

        assertThat(selection.chosen()).isEmpty();
        assertThat(selection.refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("prod", "labels"));
        assertThat(select(List.of(with(prod, Mode.Audit, OnListMissing.RefusePod)), UNKNOWN, Set.of())
                        .refusal())
                .isEmpty();
    }

    @Test
    void shouldChooseByTheNamespacesLabelsWhenKnown() {
        PolicyHeader prod = clusterHeader("prod", 1, PROD);

        assertThat(select(List.of(prod), namespace -> Optional.of(Map.of("tier", "prod")), Set.of())
                        .chosen())
                .containsExactly(prod);
        assertThat(select(List.of(prod), NONE, Set.of()).chosen()).isEmpty();
    }

    @Test
    void shouldPutClusterPoliciesFirstAndThenTheOldestWhenThereAreMoreThanSixteen() {
        List<PolicyHeader> headers = new ArrayList<>();
        PolicyHeader youngCluster = clusterHeader("cluster", 0, LabelSelector.EVERYTHING);
        headers.add(youngCluster);
        for (int age = 1; age <= 16; age++) {
            headers.add(header("policy-" + age, age));
        }
        Collections.shuffle(headers, new Random(7));

        Selection selection = select(headers, NONE, Set.of());

        assertThat(selection.chosen()).hasSize(16).startsWith(youngCluster);
        assertThat(selection.chosen().get(1).policy().name()).isEqualTo("policy-16");
        assertThat(selection.leftOut())
                .singleElement()
                .satisfies(left -> assertThat(left.policy().name()).isEqualTo("policy-1"));
        assertThat(selection.refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("policy-1", "TooManyPolicies"));
    }

    @Test
    void shouldKeepWhatTheRunningPodIsHeldToWhenAnOlderPolicyComes() {
        List<PolicyHeader> headers = new ArrayList<>();
        for (int age = 1; age <= 16; age++) {
            headers.add(header("policy-" + age, age));
        }
        Set<String> held = Set.copyOf(headers.stream().map(PolicyHeader::uid).toList());
        PolicyHeader newcomer = clusterHeader("newcomer", 99, LabelSelector.EVERYTHING);
        headers.add(newcomer);

        Selection selection = select(headers, NONE, held);

        assertThat(selection.leftOut()).containsExactly(newcomer);
    }

    @Test
    void shouldLetThePodStartWhenTheOneTooManyOnlyAudits() {
        List<PolicyHeader> headers = new ArrayList<>();
        for (int age = 1; age <= 17; age++) {
            headers.add(with(header("policy-" + age, age), Mode.Audit, OnListMissing.RefusePod));
        }

        Selection selection = select(headers, NONE, Set.of());

        assertThat(selection.leftOut()).hasSize(1);
        assertThat(selection.refusal()).isEmpty();
    }

    @Test
    void shouldBeOutWhenExemptOrNotLabelled() {
        OptIn optIn = OptIn.exempting("firebreak-system");
        Map<String, String> in = Map.of(OptIn.LABEL, "true");

        assertThat(optIn.isIn(pod("a"))).isTrue();
        assertThat(optIn.isIn(pod("a", "kube-system", in))).isFalse();
        assertThat(optIn.isIn(pod("a", "firebreak-system", in))).isFalse();
        assertThat(optIn.isIn(pod("a", "database", Map.of(OptIn.LABEL, "false"))))
                .isFalse();
        assertThat(optIn.isIn(pod("a", "database", Map.of()))).isFalse();
    }
}
