// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.list.ListMeaning;
import dev.firebreak.agent.telling.RuleOfPolicy;
import dev.firebreak.bpf.event.Cause;
import dev.firebreak.policy.compiled.CompiledRule;
import dev.firebreak.policy.compiled.Digest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** From the numbers of an event to the rule of a policy. */
final class Attribution {
    private final Function<Digest, Optional<ListMeaning>> lists;

    Attribution(Function<Digest, Optional<ListMeaning>> lists) {
        this.lists = lists;
    }

    /**
     * The rule.
     *
     * @param policies of the scope's generation that judged
     * @return empty where no rule spoke, or nobody knows any more which
     */
    Optional<Attributed> rule(Cause cause, List<HeldPolicy> policies) {
        return switch (cause) {
            case Cause.None() -> Optional.empty();
            case Cause.NoScope() -> Optional.empty();
            case Cause.Rule(int list, int index) -> at(policies, list, policy -> ruleAt(policy, index));
            case Cause.DefaultAction(int list) ->
                at(policies, list, policy -> named(policy, "defaultAction: Deny", ""));
            case Cause.MissingList(int list) -> at(policies, list, policy -> named(policy, "list not loaded", ""));
        };
    }

    /**
     * A rule and the policy it stands in.
     *
     * @param uid the policy's
     */
    record Attributed(String uid, RuleOfPolicy rule) {}

    private static Optional<Attributed> at(
            List<HeldPolicy> policies, int list, Function<HeldPolicy, RuleOfPolicy> rule) {
        return list < policies.size()
                ? Optional.of(new Attributed(policies.get(list).uid(), rule.apply(policies.get(list))))
                : Optional.empty();
    }

    private RuleOfPolicy ruleAt(HeldPolicy policy, int index) {
        return lists.apply(policy.digest())
                .map(ListMeaning::rules)
                .filter(rules -> index < rules.size())
                .map(rules -> {
                    CompiledRule rule = rules.get(index);
                    return named(policy, rule.name(), rule.reason());
                })
                .orElseGet(() -> named(policy, "rule " + index, ""));
    }

    private static RuleOfPolicy named(HeldPolicy policy, String rule, String reason) {
        return new RuleOfPolicy(
                policy.policy().kind().name(),
                policy.policy().namespace().isEmpty()
                        ? Optional.empty()
                        : Optional.of(policy.policy().namespace()),
                policy.policy().name(),
                rule,
                reason,
                policy.mode());
    }
}
