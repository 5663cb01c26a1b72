// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.compile;

import dev.firebreak.operator.lists.ListMap;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.compiled.CompiledPolicy;
import java.util.Map;
import java.util.Optional;

/**
 * What compiling came to.
 *
 * @param rests the ConfigMaps that it rests on, in the revision that was read, empty for one that was not there: when
 *     one has another revision, it must be compiled again
 * @param result only with a {@link Finding.Compiled}
 */
public record Compilation(Finding finding, Map<ListMap, Optional<String>> rests, Optional<Result> result) {
    public Compilation {
        rests = Map.copyOf(rests);
        if (result.isPresent() != finding instanceof Finding.Compiled) {
            throw new IllegalArgumentException("a result and " + finding);
        }
    }

    /** The policy and its list. Large: not to be kept. */
    public record Result(Policy policy, CompiledPolicy list) {}
}
