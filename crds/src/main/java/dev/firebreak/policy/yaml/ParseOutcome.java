// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.Policy;
import dev.firebreak.policy.Problem;
import java.util.List;

/** What reading a policy came to. */
public sealed interface ParseOutcome {
    /** All errors and warnings at once, in reading order. */
    List<Problem> problems();

    /** The policy is valid; {@code problems} are warnings. */
    record Parsed(Policy policy, List<Problem> problems) implements ParseOutcome {
        public Parsed {
            problems = List.copyOf(problems);
        }
    }

    /** The policy is not valid; at least one problem is an error. */
    record Refused(List<Problem> problems) implements ParseOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
