// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.selection;

import dev.firebreak.agent.header.PolicyHeader;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.PolicyKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The policies of a pod.
 *
 * @param chosen at most 16, in the order in which a scope names them
 * @param leftOut would be for the pod, but there are 16 already (TooManyPolicies)
 * @param undecided may be for the pod: the labels of its namespace are not known
 */
public record Selection(List<PolicyHeader> chosen, List<PolicyHeader> leftOut, List<PolicyHeader> undecided) {
    /** Lists that one pod is held to at most (FB_MAX_LISTS). */
    public static final int MOST = 16;

    /** Cluster policies first, then the oldest; the UID where that says nothing. */
    private static final Comparator<PolicyHeader> PRECEDENCE = Comparator.<PolicyHeader, Boolean>comparing(
                    header -> header.policy().kind() != PolicyKind.ClusterDeployDnsPolicy)
            .thenComparing(PolicyHeader::createdAt)
            .thenComparing(PolicyHeader::uid);

    public Selection {
        chosen = List.copyOf(chosen);
        leftOut = List.copyOf(leftOut);
        undecided = List.copyOf(undecided);
    }

    private enum Match {
        YES,
        NO,
        UNKNOWN
    }

    /**
     * Chooses.
     *
     * @param pod opted in
     * @param held UIDs of the policies that the pod is held to already: a newcomer never puts one of them out
     */
    public static Selection of(
            Sandbox pod, Collection<PolicyHeader> headers, NamespaceLabels namespaces, Instant now, Set<String> held) {
        List<PolicyHeader> matching = new ArrayList<>();
        List<PolicyHeader> undecided = new ArrayList<>();
        for (PolicyHeader header : headers) {
            switch (matches(header, pod, namespaces, now)) {
                case YES -> matching.add(header);
                case UNKNOWN -> undecided.add(header);
                case NO -> {}
            }
        }
        matching.sort(Comparator.<PolicyHeader, Boolean>comparing(header -> !held.contains(header.uid()))
                .thenComparing(PRECEDENCE));
        int room = Math.min(MOST, matching.size());
        List<PolicyHeader> chosen = new ArrayList<>(matching.subList(0, room));
        chosen.sort(PRECEDENCE);
        return new Selection(chosen, matching.subList(room, matching.size()), undecided);
    }

    private static Match matches(PolicyHeader header, Sandbox pod, NamespaceLabels namespaces, Instant now) {
        if (!header.stands(now) || !header.podSelector().matches(pod.labels())) {
            return Match.NO;
        }
        if (header.policy().kind() == PolicyKind.DeployDnsPolicy) {
            return header.policy().namespace().equals(pod.namespace()) ? Match.YES : Match.NO;
        }
        LabelSelector selector = header.namespaceSelector();
        if (selector.equals(LabelSelector.EVERYTHING)) {
            return Match.YES;
        }
        return namespaces
                .of(pod.namespace())
                .map(labels -> selector.matches(labels) ? Match.YES : Match.NO)
                .orElse(Match.UNKNOWN);
    }

    /**
     * Why the pod must not start, whatever the state of its lists; empty if it may.
     */
    public Optional<String> refusal() {
        for (PolicyHeader header : leftOut) {
            if (header.refusesPods()) {
                return Optional.of("policy " + header.policy() + " is one too many: " + MOST
                        + " others are for this pod already (TooManyPolicies)");
            }
        }
        for (PolicyHeader header : undecided) {
            if (header.refusesPods()) {
                return Optional.of("policy " + header.policy()
                        + " selects namespaces by their labels, and those of this" + " one are not known yet");
            }
        }
        return Optional.empty();
    }
}
