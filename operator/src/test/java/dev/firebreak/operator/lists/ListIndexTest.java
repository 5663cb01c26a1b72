// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListIndexTest {
    private static final List<ListMap> MAPS =
            IntStream.range(0, 4).mapToObj(i -> new ListMap("n", "map-" + i)).toList();
    private static final List<PolicyId> POLICIES = IntStream.range(0, 5)
            .mapToObj(i -> new PolicyId(PolicyKind.DeployDnsPolicy, "n", "policy-" + i))
            .toList();

    private final List<PolicyId> woken = new ArrayList<>();
    private final ListIndex index = new ListIndex(woken::add);

    @Test
    void shouldWakeNobodyWhenARevisionIsSeenAgain() {
        // Given
        index.rest(POLICIES.getFirst(), Set.of(MAPS.getFirst()));
        index.seen(MAPS.getFirst(), "7");
        woken.clear();

        // When
        index.seen(MAPS.getFirst(), "7");

        // Then
        assertThat(woken).isEmpty();
    }

    @Test
    void shouldWakeWhoeverRestsOnAListThatIsNotThereYet() {
        // Given
        index.rest(POLICIES.getFirst(), Set.of(MAPS.getFirst()));

        // When
        index.seen(MAPS.getFirst(), "1");

        // Then
        assertThat(woken).containsExactly(POLICIES.getFirst());
    }

    /** Against the plainest that says the same: who rests on what, looked through each time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldWakeExactlyWhoRestsOnWhatChanged(long seed) {
        Random random = new Random(seed);
        Map<PolicyId, Set<ListMap>> rests = new HashMap<>();
        Map<ListMap, String> revisions = new HashMap<>();
        for (int step = 0; step < 5_000; step++) {
            ListMap map = MAPS.get(random.nextInt(MAPS.size()));
            woken.clear();
            Set<PolicyId> expected = new HashSet<>();
            switch (random.nextInt(3)) {
                case 0 -> {
                    PolicyId policy = POLICIES.get(random.nextInt(POLICIES.size()));
                    Set<ListMap> on = new HashSet<>(MAPS);
                    on.removeIf(each -> random.nextBoolean());
                    index.rest(policy, on);
                    rests.put(policy, on);
                }
                case 1 -> {
                    String revision = String.valueOf(random.nextInt(3));
                    index.seen(map, revision);
                    if (!revision.equals(revisions.put(map, revision))) {
                        expected = dependants(rests, map);
                    }
                }
                default -> {
                    index.gone(map);
                    if (revisions.remove(map) != null) {
                        expected = dependants(rests, map);
                    }
                }
            }
            assertThat(woken).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(index.revision(map).orElse("none")).isEqualTo(revisions.getOrDefault(map, "none"));
        }
    }

    private static Set<PolicyId> dependants(Map<PolicyId, Set<ListMap>> rests, ListMap map) {
        Set<PolicyId> dependants = new HashSet<>(rests.keySet());
        dependants.removeIf(policy -> !rests.getOrDefault(policy, Set.of()).contains(map));
        return dependants;
    }
}
