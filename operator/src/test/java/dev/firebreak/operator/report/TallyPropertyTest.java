// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyPropertyTest {
    private static final int ROUNDS = 300;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldComeToTheSameWhenAddedInAnyOrderAndGrouping(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            // Given fewer names than are kept
            List<Tally> tallies = tallies(random, 40);
            Tally all = Tally.sum(tallies);
            List<Tally> shuffled = new ArrayList<>(tallies);
            Collections.shuffle(shuffled, random);

            // When
            Tally oneByOne = shuffled.stream().reduce(Tally.NONE, Tally::plus);

            // Then
            assertThat(oneByOne).isEqualTo(all).isEqualTo(Tally.sum(shuffled));
            assertThat(all.top()).isEqualTo(naiveTop(tallies));
            assertThat(all.total())
                    .isEqualTo(tallies.stream().mapToLong(Tally::total).sum());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void shouldStayBoundedWhenThereAreMoreNames(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            List<Tally> tallies = tallies(random, 5_000);

            // When
            Tally all = Tally.sum(tallies);

            // Then
            assertThat(all.top()).isEqualTo(naiveTop(tallies));
            assertThat(all.top()).hasSizeLessThanOrEqualTo(Tally.KEPT).isSortedAccordingTo(NameCount.MOST_FIRST);
            assertThat(all.shown().top()).isEqualTo(all.top().stream().limit(10).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void shouldGiveBackTheRestWhenAPartIsTakenAway(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Tally past = Tally.sum(tallies(random, 40));
            Tally present = Tally.sum(tallies(random, 40));

            // When
            Tally rest = past.plus(present).minus(present);

            // Then
            assertThat(rest.total()).isEqualTo(past.total());
            assertThat(rest.top()).isEqualTo(past.top());
            assertThat(present.minus(past.plus(present)).top()).isEmpty();
            assertThat(present.minus(past.plus(present)).total()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE / 2 + 1})
    void shouldSaturateWhenTheSumIsMoreThanALongHolds(long count) {
        // Given
        Tally tally = new Tally(count, null, List.of(new NameCount("a.example.com", count)));

        // When
        Tally sum = tally.plus(tally).plus(tally);

        // Then
        assertThat(sum.total()).isEqualTo(Long.MAX_VALUE);
        assertThat(sum.top()).containsExactly(new NameCount("a.example.com", Long.MAX_VALUE));
    }

    private static List<Tally> tallies(Random random, int names) {
        return IntStream.range(0, 1 + random.nextInt(20))
                .mapToObj(each -> tally(random, names))
                .toList();
    }

    private static Tally tally(Random random, int names) {
        Map<String, Long> counts = new HashMap<>();
        for (int i = random.nextInt(11); i > 0; i--) {
            counts.put("n" + random.nextInt(names) + ".example.com", 1L + random.nextInt(50));
        }
        List<NameCount> top = counts.entrySet().stream()
                .map(entry -> new NameCount(entry.getKey(), entry.getValue()))
                .toList();
        long total = top.stream().mapToLong(NameCount::count).sum() + random.nextInt(100);
        Instant last = random.nextBoolean() ? Instant.ofEpochSecond(random.nextInt(1_000_000)) : null;
        return new Tally(total, last, top);
    }

    private static List<NameCount> naiveTop(List<Tally> tallies) {
        Map<String, Long> counts = new HashMap<>();
        tallies.forEach(tally -> tally.top()
                .forEach(name -> counts.put(name.name(), counts.getOrDefault(name.name(), 0L) + name.count())));
        return counts.entrySet().stream()
                .map(entry -> new NameCount(entry.getKey(), entry.getValue()))
                .sorted((one, other) -> one.count() == other.count()
                        ? one.name().compareTo(other.name())
                        : Long.compare(other.count(), one.count()))
                .limit(Tally.KEPT)
                .toList();
    }
}
