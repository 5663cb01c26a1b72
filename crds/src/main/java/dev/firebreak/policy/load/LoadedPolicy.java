// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.load;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.SourcePosition;
import dev.firebreak.policy.WrittenPattern;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.names.NameList;
import dev.firebreak.policy.verdict.EffectivePolicy;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** The first place where a rule holds exactly this pattern: inline before lists. Looks through all of a list. */
    public Optional<SourcePosition> place(Rule rule, NamePattern pattern) {
        Stream<SourcePosition> inline = rule.names().stream()
                .filter(written -> written.pattern().equals(pattern))
                .map(WrittenPattern::position);
        Stream<SourcePosition> listed = rule.namesFrom().stream()
                .flatMap(from -> Stream.ofNullable(lists.get(from.configMap())))
                .flatMap(list -> list.indexOf(pattern).stream().mapToObj(list::position));
        return Stream.concat(inline, listed).findFirst();
    }
}
