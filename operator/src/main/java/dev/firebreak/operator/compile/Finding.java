// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.compile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a policy and its lists came to, in words small enough to remember for every policy. */
public sealed interface Finding {
    /** {@code spec} is not valid. */
    record Invalid(List<String> words) implements Finding {
        public Invalid {
            words = List.copyOf(words);
        }
    }

    /** A list that it refers to is not there. */
    record ListsNotFound(List<String> words) implements Finding {
        public ListsNotFound {
            words = List.copyOf(words);
        }
    }

    /** A list that it refers to is there, but is not a list of names. */
    record ListsBroken(List<String> words) implements Finding {
        public ListsBroken {
            words = List.copyOf(words);
        }
    }

    /** Valid, its lists are there, but together they are too many names. */
    record TooManyEntries(List<String> words) implements Finding {
        public TooManyEntries {
            words = List.copyOf(words);
        }
    }

    /** Its time is over: it no longer stands. */
    record Expired(Instant at) implements Finding {}

    /**
     * It was compiled.
     *
     * @param warnings what a person should know and may leave as it is
     * @param expiresAt when it will lift itself, if ever
     */
    record Compiled(List<String> warnings, Optional<Instant> expiresAt) implements Finding {
        public Compiled {
            warnings = List.copyOf(warnings);
        }
    }
}
