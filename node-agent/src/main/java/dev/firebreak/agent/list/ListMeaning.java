// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.CompiledRule;
import dev.firebreak.policy.compiled.Digest;
import java.util.List;

/**
 * What is kept in memory of a list in the kernel: all but its names.
 *
 * @param rules by the index that events tell
 * @param entries names in it
 */
public record ListMeaning(Digest digest, Action defaultAction, List<CompiledRule> rules, int entries) {
    public ListMeaning {
        rules = List.copyOf(rules);
    }

    static ListMeaning of(CompiledPolicy policy) {
        return new ListMeaning(policy.digest(), policy.defaultAction(), policy.rules(), policy.entries());
    }
}
