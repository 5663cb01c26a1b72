// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

import static dev.firebreak.agent.inventory.Observations.START;
import static dev.firebreak.agent.inventory.Observations.allowed;
import static dev.firebreak.agent.inventory.Observations.denied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.lookup.Observation;
import dev.firebreak.lookup.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a pod looked up: each name once, and never more than has room. */
class PodInventoryTest {
    private final PodInventory inventory = new PodInventory();

    @Test
    void shouldBeOneEntryWhenANameIsAskedForAgain() {
        // Given
        inventory.add(denied(1, "frontend.example.com", "A", 1, 1));
        inventory.add(denied(2, "frontend.example.com", "AAAA", 1, 1));

        // When
        long times = inventory.add(denied(1, "frontend.example.com", "A", 5, 9));

        // Then
        assertThat(times).isEqualTo(4);
        assertThat(inventory.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.count()).isEqualTo(6);
            assertThat(entry.types()).containsExactly("A", "AAAA");
            assertThat(entry.first()).isEqualTo(START.plusSeconds(1));
            assertThat(entry.last()).isEqualTo(START.plusSeconds(9));
            assertThat(entry.commands()).containsExactly("drain-cli <- deploy.sh");
        });
        assertThat(inventory.omitted().isNothing()).isTrue();
    }

    @Test
    void shouldTellDeniedOnesFirstWhenTheyCameLast() {
        inventory.add(allowed(1, "a.example.com", "A", 1, 1));
        inventory.add(denied(2, "b.example.com", "A", 1, 2));

        assertThat(inventory.entries().stream().map(ReportEntry::name))
                .containsExactly("b.example.com", "a.example.com");
    }

    @Test
    void shouldStayWithinItsRoomWhenAPodAsksForRandomNames() {
        // Given
        for (int i = 0; i < 10_000; i++) {
            inventory.add(allowed(i, "x" + i + ".example.com", "A", 1, i));
        }

        // When
        inventory.add(denied(10_000, "frontend.example.com", "A", 1, 0));

        // Then
        assertThat(inventory.entries()).hasSize(PodInventory.ENTRIES_KEPT);
        assertThat(inventory.entries().getFirst().name()).isEqualTo("frontend.example.com");
        assertThat(inventory.omitted().entries()).isEqualTo(1);
        assertThat(inventory.omitted().questions()).isEqualTo(10_000 - PodInventory.ENTRIES_KEPT + 1);
        assertThat(inventory.questions(Verdict.ALLOWED)).isEqualTo(10_000);
    }

    @Test
    void shouldCountWhatNoEventToldWhenTheKernelsCountsComeAtTheEnd() {
        // Given
        inventory.add(denied(1, "frontend.example.com", "A", 1, 1));

        // When
        inventory.settle(Map.of(new Observation.Key(0, 1), 50L, new Observation.Key(0, 99), 7L));

        // Then
        assertThat(inventory.entries().getFirst().count()).isEqualTo(50);
        assertThat(inventory.questions(Verdict.DENIED)).isEqualTo(50);
    }

    @Test
    void shouldCountOneWhenARepeatIsOfALookupThatIsNotRemembered() {
        assertThat(inventory.add(denied(1, "frontend.example.com", "A", 57, 1))).isEqualTo(1);
    }
}
