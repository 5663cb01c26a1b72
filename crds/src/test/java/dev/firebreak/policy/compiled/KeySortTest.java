// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeySortTest {
    private static List<String> sorted(List<String> keys) {
        byte[] bytes = String.join("", keys).getBytes(StandardCharsets.US_ASCII);
        var ends = new int[keys.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += keys.get(i).length();
            ends[i] = end;
        }
        int[] order = KeySort.ascending(bytes, ends);
        assertThat(Arrays.stream(order).distinct().count()).isEqualTo(keys.size());
        return Arrays.stream(order).mapToObj(keys::get).toList();
    }

    @Test
    void shouldSortAsStringsDoWhenKeysAreRandom() {
        var random = new SplittableRandom(11);
        for (int round = 0; round < 400; round++) {
            // Given
            var keys = new ArrayList<String>();
            int letters = 1 + random.nextInt(3);
            for (int count = random.nextInt(300); count > 0; count--) {
                String shared = "com.example.".substring(0, random.nextInt(13));
                var key = new StringBuilder(shared.repeat(random.nextInt(4)));
                for (int length = random.nextInt(1, 20); length > 0; length--) {
                    key.append((char) ('a' + random.nextInt(letters)));
                }
                keys.add(key.toString());
            }

            // When
            List<String> sorted = sorted(keys);

            // Then
            Collections.sort(keys);
            assertThat(sorted).isEqualTo(keys);
        }
    }

    @Test
    void shouldSortWhenKeysAreAllEqualOrLongOrAlreadyInOrder() {
        var keys = new ArrayList<String>(Collections.nCopies(5_000, "a".repeat(253)));
        for (int i = 0; i < 5_000; i++) {
            keys.add("com.example.%06d".formatted(i));
        }

        List<String> sorted = sorted(keys);

        Collections.sort(keys);
        assertThat(sorted).isEqualTo(keys);
        assertThat(sorted(List.of())).isEmpty();
    }
}
