// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.lists;

import dev.firebreak.operator.policy.Wakeups;
import dev.firebreak.policy.PolicyId;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which list ConfigMaps there are, in which revision, and which policies rest on them. Holds no names: a list is read
 * when it is compiled. Safe for use by many threads.
 */
public final class ListIndex {
    private final Map<ListMap, String> revisions = new ConcurrentHashMap<>();
    private final Map<ListMap, Set<PolicyId>> dependants = new ConcurrentHashMap<>();
    private final Map<PolicyId, Set<ListMap>> references = new ConcurrentHashMap<>();
    private final Wakeups wakeups;

    public ListIndex(Wakeups wakeups) {
        this.wakeups = wakeups;
    }

    /** The ConfigMap was seen in this revision. */
    public void seen(ListMap map, String revision) {
        if (!revision.equals(revisions.put(map, revision))) {
            wakeDependants(map);
        }
    }

    /** The ConfigMap, or its label, is gone. */
    public void gone(ListMap map) {
        if (revisions.remove(map) != null) {
            wakeDependants(map);
        }
    }

    /** The revision last seen; empty if there is no such list. */
    public Optional<String> revision(ListMap map) {
        return Optional.ofNullable(revisions.get(map));
    }

    /** From now on {@code policy} rests on exactly these lists, there or not. */
    public void rest(PolicyId policy, Set<ListMap> on) {
        Set<ListMap> before = on.isEmpty() ? references.remove(policy) : references.put(policy, Set.copyOf(on));
        if (before != null) {
            before.stream()
                    .filter(map -> !on.contains(map))
                    .forEach(map -> dependants.computeIfPresent(map, (key, policies) -> without(policies, policy)));
        }
        on.forEach(map -> dependants.compute(map, (key, policies) -> with(policies, policy)));
    }

    private void wakeDependants(ListMap map) {
        dependants.getOrDefault(map, Set.of()).forEach(wakeups::wake);
    }

    private static Set<PolicyId> with(@Nullable Set<PolicyId> policies, PolicyId policy) {
        var more = policies == null ? new HashSet<PolicyId>() : new HashSet<>(policies);
        more.add(policy);
        return Set.copyOf(more);
    }

    private static @Nullable Set<PolicyId> without(Set<PolicyId> policies, PolicyId policy) {
        var fewer = new HashSet<>(policies);
        fewer.remove(policy);
        return fewer.isEmpty() ? null : Set.copyOf(fewer);
    }
}
