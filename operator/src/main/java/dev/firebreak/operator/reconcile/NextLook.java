// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import dev.firebreak.operator.compile.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a policy is looked at again although nothing happened. */
final class NextLook {
    /**
     * A policy that expires is looked at this often at least: the wall clock may jump, and timers do not jump with it.
     */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private NextLook() {}

    static Optional<Duration> after(Finding finding, Instant now) {
        return switch (finding) {
            case Finding.Compiled compiled -> compiled.expiresAt().map(end -> bounded(Duration.between(now, end)));
            case Finding.Expired expired -> Optional.of(LONGEST);
            case Finding.Invalid invalid -> Optional.empty();
            case Finding.ListsNotFound notFound -> Optional.empty();
            case Finding.ListsBroken broken -> Optional.empty();
            case Finding.TooManyEntries tooMany -> Optional.empty();
        };
    }

    private static Duration bounded(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
    }
}
