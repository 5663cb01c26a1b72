// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.load;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.names.NameList;
import dev.firebreak.policy.verdict.EffectivePolicy;
import java.util.Map;

/**
 * A policy with all it refers to, compiled.
 *
 * @param lists what {@code policy} refers to, by its references
 */
public record LoadedPolicy(Policy policy, Map<ConfigMapKey, NameList> lists, CompiledPolicy compiled) {
    public LoadedPolicy {
        lists = Map.copyOf(lists);
    }

    /** To judge by; looks names up in the compiled form, so that a million of them are no burden. */
    public EffectivePolicy effective() {
        return compiled.effective(policy.id().toString(), policy.mode());
    }
}
