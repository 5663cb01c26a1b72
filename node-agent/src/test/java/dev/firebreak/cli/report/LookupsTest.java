// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.lookup.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LookupsTest {
    private final Lookups lookups = new Lookups();

    @Test
    void shouldBeOneLookupWhenLibcAskedForBothAddressTypes() {
        // Given
        lookups.add(Reports.denied(1, 1, "A"));
        lookups.add(Reports.denied(2, 1, "AAAA"));

        // When
        List<Lookup> all = lookups.all(_ -> Optional.empty());

        // Then
        assertThat(all).singleElement().satisfies(lookup -> {
            assertThat(lookup.types()).isEqualTo(Map.of("A", 1L, "AAAA", 1L));
            assertThat(lookup.count()).isEqualTo(1);
            assertThat(lookup.firstAt()).isEqualTo(Reports.NOON.plusMillis(1));
        });
    }

    @Test
    void shouldTakeTheKernelsCountWhenRepeatsWereNotTold() {
        // Given
        lookups.add(Reports.denied(1, 1, "A"));

        // When
        List<Lookup> all = lookups.all(key -> Optional.of(41L + key.low()));

        // Then
        assertThat(all).singleElement().extracting(Lookup::count).isEqualTo(42L);
    }

    @Test
    void shouldNotCountTwiceWhenARepeatIsTold() {
        // Given
        lookups.add(Reports.denied(1, 1, "A"));
        lookups.add(Reports.denied(1, 7, "A"));

        // When
        List<Lookup> all = lookups.all(_ -> Optional.empty());

        // Then
        assertThat(all).singleElement().extracting(Lookup::count).isEqualTo(7L);
    }

    @Test
    void shouldPutTheDeniedFirstWhenAllowedOnesCameBefore() {
        // Given
        lookups.add(Reports.allowed(1, "db.example.com"));
        lookups.add(Reports.denied(2, 1, "A"));
        lookups.add(Reports.malformed(3));

        // When
        List<Lookup> all = lookups.all(_ -> Optional.empty());

        // Then
        assertThat(all).extracting(Lookup::verdict).containsExactly(Verdict.DENIED, Verdict.MALFORMED, Verdict.ALLOWED);
    }
}
