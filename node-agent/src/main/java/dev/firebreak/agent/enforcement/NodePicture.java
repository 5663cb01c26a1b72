// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.enforcement.PolicyPicture.State;
import dev.firebreak.agent.header.PolicyHeader;
import dev.firebreak.agent.list.ListState;
import dev.firebreak.agent.list.NodeLists;
import dev.firebreak.agent.selection.Selection;
import dev.firebreak.agent.selection.StandingHeaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What this node does about the policies that have pods here, at one moment.
 *
 * @param pods opted-in pods
 * @param attached of these, those under the filter
 * @param unenforceable of these, those that no filter can be attached to
 */
public record NodePicture(int pods, int attached, int unenforceable, List<PolicyPicture> policies) {
    /** Before the first look. */
    public static final NodePicture EMPTY = new NodePicture(0, 0, 0, List.of());

    public NodePicture {
        policies = List.copyOf(policies);
    }

    static NodePicture of(Collection<Pod> pods, List<PolicyHeader> latest, StandingHeaders standing, NodeLists lists) {
        List<PolicyPicture> policies = new ArrayList<>();
        for (PolicyHeader header : latest) {
            List<Pod> selected = pods.stream()
                    .filter(pod -> pod.selectedBy().containsKey(header.uid()))
                    .toList();
            if (!selected.isEmpty()) {
                policies.add(policy(header, selected, standing, lists));
            }
        }
        int attached = (int) pods.stream().filter(pod -> pod.held().isPresent()).count();
        int unenforceable = (int) pods.stream()
                .filter(pod -> pod.held().isEmpty() && pod.unenforceable().isPresent())
                .count();
        return new NodePicture(pods.size(), attached, unenforceable, policies);
    }

    private static PolicyPicture policy(
            PolicyHeader latest, List<Pod> selected, StandingHeaders standing, NodeLists lists) {
        Optional<PolicyHeader> inForce = Optional.ofNullable(standing.byUid().get(latest.uid()))
                .filter(header -> lists.meaning(header.list().digest()).isPresent());
        boolean leftOut = selected.stream().anyMatch(pod -> pod.selectedBy().getOrDefault(latest.uid(), false));
        State state;
        String reason = "";
        String message = "";
        switch (lists.state(latest.list().digest())) {
            case ListState.Ready ready
            when leftOut -> {
                state = State.FAILED;
                reason = "TooManyPolicies";
                message = "a pod here is held to " + Selection.MOST + " other policies already";
            }
            case ListState.Ready ready -> state = State.PROGRAMMED;
            case ListState.Pending pending -> {
                state = State.PENDING;
                reason = "ListPending";
                message = "the list is on its way to this node";
            }
            case ListState.Failed failed -> {
                state = State.FAILED;
                reason = failed.reason().name();
                message = failed.message();
            }
        }
        return new PolicyPicture(
                latest.uid(),
                inForce.map(PolicyHeader::generation).orElse(0L),
                inForce.map(header -> header.list().digest()),
                state,
                reason,
                message,
                selected.size(),
                (int) selected.stream().filter(pod -> holds(pod, latest.uid())).count(),
                (int) selected.stream()
                        .filter(pod -> pod.unenforceable().isPresent() && !holds(pod, latest.uid()))
                        .count());
    }

    private static boolean holds(Pod pod, String policy) {
        return pod.held().stream()
                .flatMap(held -> held.policies().stream())
                .anyMatch(held -> held.uid().equals(policy));
    }
}
