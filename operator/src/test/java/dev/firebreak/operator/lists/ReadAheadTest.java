// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private static final List<ListMap> MAPS =
            IntStream.range(0, 5).mapToObj(i -> new ListMap("ns", "map-" + i)).toList();

    private final List<ListMap> read = new CopyOnWriteArrayList<>();

    private Optional<ListSource.Content> content(ListMap map) {
        read.add(map);
        return Optional.of(new ListSource.Content(map.name(), Map.of(), Set.of()));
    }

    @Test
    void shouldGiveAllInOrderWhenReadAhead() {
        // Given, When
        var revisions = new ArrayList<String>();
        try (var ahead = new ReadAhead(this::content, MAPS)) {
            MAPS.forEach(map -> revisions.add(ahead.next().orElseThrow().revision()));
        }

        // Then
        assertThat(revisions).containsExactly("map-0", "map-1", "map-2", "map-3", "map-4");
        assertThat(read).isEqualTo(MAPS);
    }

    @Test
    void shouldReadOnlyTheNextWhenOneIsParsed() {
        // Given
        try (var ahead = new ReadAhead(this::content, MAPS)) {
            // When
            ahead.next();

            // Then
            await().until(() -> read.size() == 2);
            assertThat(ahead.next()).isPresent();
            await().until(() -> read.size() == 3);
        }
    }

    @Test
    void shouldThrowWhatTheSourceThrewWhenOneCannotBeRead() {
        // Given
        var weather = new UncheckedIOException(new java.io.IOException("the API server is away"));
        ListSource source = map -> {
            if (map.name().equals("map-1")) {
                throw weather;
            }
            return content(map);
        };
        try (var ahead = new ReadAhead(source, MAPS)) {
            ahead.next();

            // When, Then
            assertThatThrownBy(ahead::next).isSameAs(weather);
        }
    }
}
