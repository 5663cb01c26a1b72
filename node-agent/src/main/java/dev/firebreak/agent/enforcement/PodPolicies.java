// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.header.PolicyHeader;
import dev.firebreak.agent.list.ListMeaning;
import dev.firebreak.agent.selection.Selection;
import dev.firebreak.policy.compiled.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a pod can be held to now.
 *
 * @param held policies whose lists are in the kernel, in the order of the selection
 * @param missing policies of the selection whose lists never came
 */
record PodPolicies(List<HeldPolicy> held, List<PolicyHeader> missing) {
    PodPolicies {
        held = List.copyOf(held);
        missing = List.copyOf(missing);
    }

    /**
     * Sorts the selection.
     *
     * @param lists what is known of a list in the kernel
     * @param before what the pod is held to: of a policy whose list is not known (the agent was started anew, and nothing is
     *     cached) it stays
     */
    static PodPolicies of(Selection selection, Function<Digest, Optional<ListMeaning>> lists, List<HeldPolicy> before) {
        List<HeldPolicy> held = new ArrayList<>();
        List<PolicyHeader> missing = new ArrayList<>();
        for (PolicyHeader header : selection.chosen()) {
            Optional<HeldPolicy> now = lists.apply(header.list().digest())
                    .map(list -> HeldPolicy.of(header, list))
                    .or(() -> before.stream()
                            .filter(policy -> policy.uid().equals(header.uid()))
                            .findFirst());
            now.ifPresentOrElse(held::add, () -> missing.add(header));
        }
        return new PodPolicies(held, missing);
    }
}
