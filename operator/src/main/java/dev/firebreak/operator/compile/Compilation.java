// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.compile;

import dev.firebreak.operator.lists.ListMap;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.compiled.CompiledPolicy;
import java.util.Optional;
import java.util.Set;

/**
 * What compiling came to.
 *
 * @param rests the ConfigMaps that the policy refers to, there or not: when one changes, it must be compiled again
 * @param result only with a {@link Finding.Compiled}
 */
public record Compilation(Finding finding, Set<ListMap> rests, Optional<Result> result) {
    public Compilation {
        rests = Set.copyOf(rests);
        if (result.isPresent() != finding instanceof Finding.Compiled) {
            throw new IllegalArgumentException("a result and " + finding);
        }
    }

    /** The policy and its list. Large: not to be kept. */
    public record Result(Policy policy, CompiledPolicy list) {}
}
