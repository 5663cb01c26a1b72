// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.denylist.Header;
import dev.firebreak.operator.lists.ListMap;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of a policy from one look to the next, so that nothing is compiled twice.
 *
 * @param revisions of the lists that it rests on, as they were read; empty for one that was not there
 * @param good the header of the last generation that could be compiled, if this process knows it
 */
record Memory(long generation, Map<ListMap, Optional<String>> revisions, Finding finding, Optional<Header> good) {
    Memory {
        revisions = Map.copyOf(revisions);
    }

    /** True if {@code finding} no longer says what is so, because the policy, a list or the time has changed. */
    boolean isOutdated(long nowGeneration, Map<ListMap, Optional<String>> nowRevisions, Instant now) {
        boolean lifted = switch (finding) {
            case Finding.Compiled compiled ->
                compiled.expiresAt().filter(end -> !now.isBefore(end)).isPresent();
            // The clock went back.
            case Finding.Expired expired -> now.isBefore(expired.at());
            case Finding.Invalid invalid -> false;
            case Finding.ListsNotFound notFound -> false;
            case Finding.ListsBroken broken -> false;
            case Finding.TooManyEntries tooMany -> false;
        };
        return lifted || generation != nowGeneration || !revisions.equals(nowRevisions);
    }
}
