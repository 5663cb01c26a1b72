// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.differential;

import dev.firebreak.bpf.list.ListDigest;
import dev.firebreak.bpf.scope.ListUse;
import dev.firebreak.policy.Action;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.compiled.CompiledRule;
import dev.firebreak.policy.verdict.EffectivePolicy;
import dev.firebreak.policy.verdict.EffectiveRule;
import java.util.List;
import java.util.Optional;

/**
 * One policy as it stands on a scope, in the words of the reference and in those of the kernel.
 *
 * @param reference what the reference judges by; for a list that is missing, what that shall come to
 * @param use what the scope says of it
 * @param rules the compiled rules, in the order of their indexes; empty where the list is missing
 */
record Standing(EffectivePolicy reference, ListUse use, Optional<List<CompiledRule>> rules) {
    static Standing loaded(Policies.Both policy, Mode mode, boolean missingDenies) {
        EffectivePolicy written = policy.written();
        return new Standing(
                new EffectivePolicy(written.name(), mode, written.defaultAction(), written.rules()),
                new ListUse(
                        ListDigest.of(policy.compiled().digest().bytes()),
                        mode == Mode.Enforce,
                        policy.compiled().defaultAction() == Action.Deny,
                        missingDenies),
                Optional.of(policy.compiled().rules()));
    }

    /** A list that is not there denies everything (RefusePod), or records everything (StartPod). */
    static Standing missing(byte[] digest, Mode mode, boolean missingDenies, boolean defaultDeny) {
        return new Standing(
                new EffectivePolicy("missing", missingDenies ? mode : Mode.Audit, Action.Deny, List.of()),
                new ListUse(ListDigest.of(digest), mode == Mode.Enforce, defaultDeny, missingDenies),
                Optional.empty());
    }

    /** Tells whether the list is one that is not there. */
    boolean isMissing() {
        return rules.isEmpty();
    }

    /** The index by which the kernel knows a rule; -1 when the compiler left it out, which no deciding rule may be. */
    int indexOf(EffectiveRule rule) {
        List<CompiledRule> table = rules.orElseThrow();
        for (int i = 0; i < table.size(); i++) {
            Effect effect = table.get(i).effect();
            if (effect == rule.effect() && table.get(i).name().equals(rule.name())) {
                return i;
            }
        }
        return -1;
    }
}
