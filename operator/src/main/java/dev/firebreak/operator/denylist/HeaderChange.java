// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import dev.firebreak.operator.compile.Finding;
import java.util.Optional;

/** What is to be done to a policy's header. */
public sealed interface HeaderChange {
    /** It is as it should be. */
    record None() implements HeaderChange {}

    /** It is to be written, in place of {@code observed} if there is one. */
    record Write(Header header, Optional<ObservedHeader> observed) implements HeaderChange {}

    /** It is to be deleted. */
    record Delete(ObservedHeader observed) implements HeaderChange {}

    /**
     * Decides.
     *
     * @param good the header of the last generation that could be compiled, as far as remembered: it stays in force
     * while a later one is in error, and it is put back if somebody changed or deleted it
     */
    static HeaderChange decide(Finding finding, Optional<Header> good, Optional<ObservedHeader> observed) {
        return switch (finding) {
            case Finding.Expired expired ->
                observed.<HeaderChange>map(Delete::new).orElseGet(None::new);
            case Finding.Compiled compiled -> restore(good, observed);
            case Finding.Invalid invalid -> restore(good, observed);
            case Finding.ListsNotFound notFound -> restore(good, observed);
            case Finding.ListsBroken broken -> restore(good, observed);
            case Finding.TooManyEntries tooMany -> restore(good, observed);
        };
    }

    private static HeaderChange restore(Optional<Header> good, Optional<ObservedHeader> observed) {
        return good.filter(header -> !observed.map(ObservedHeader::header).equals(Optional.of(header)))
                .<HeaderChange>map(header -> new Write(header, observed))
                .orElseGet(None::new);
    }
}
