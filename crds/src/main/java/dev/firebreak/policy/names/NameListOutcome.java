// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.names;

import dev.firebreak.policy.Problem;
import java.util.List;

/** What reading a list came to. A list with one broken line is refused whole: half a list would be a hole. */
public sealed interface NameListOutcome {
    /** Errors or warnings, in the order of the lines. */
    List<Problem> problems();

    /** The list was read; {@code problems} are warnings. */
    record Read(NameList list, List<Problem> problems) implements NameListOutcome {
        public Read {
            problems = List.copyOf(problems);
        }
    }

    /** The list cannot be used; at least one problem is an error. */
    record Refused(List<Problem> problems) implements NameListOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
