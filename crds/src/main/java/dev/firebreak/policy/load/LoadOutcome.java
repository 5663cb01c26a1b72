// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.load;

import dev.firebreak.policy.Problem;
import java.util.List;

/** What loading policies came to: all of them, or none. */
public sealed interface LoadOutcome {
    /** Errors and warnings of all files at once, each file's in reading order. */
    List<Problem> problems();

    /** All are ready; {@code problems} are warnings. */
    record Loaded(List<LoadedPolicy> policies, List<Problem> problems) implements LoadOutcome {
        public Loaded {
            policies = List.copyOf(policies);
            problems = List.copyOf(problems);
        }
    }

    /** At least one cannot be used; at least one problem is an error. */
    record Refused(List<Problem> problems) implements LoadOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
