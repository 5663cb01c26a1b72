// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.resolvers;

import java.time.Duration;
import java.util.List;

/** A duration as coarse as it has to be to come out the same on the next run. */
final class Bucket {
    private static final List<Integer> MILLIS = List.of(1, 5, 20, 100);

    private Bucket() {}

    /** "&lt; 1 ms" to "&lt; 100 ms", then "&lt; 1 s", then whole seconds. */
    static String of(Duration duration) {
        for (int millis : MILLIS) {
            if (duration.compareTo(Duration.ofMillis(millis)) < 0) {
                return "< " + millis + " ms";
            }
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return "< 1 s";
        }
        return Math.round(duration.toMillis() / 1000.0) + " s";
    }
}
