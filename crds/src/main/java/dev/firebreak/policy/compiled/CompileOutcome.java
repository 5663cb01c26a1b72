// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

import dev.firebreak.policy.Problem;
import java.util.List;

/** What compiling a policy came to. */
public sealed interface CompileOutcome {
    /** Errors or warnings, in reading order. */
    List<Problem> problems();

    /**
     * The policy was compiled; {@code problems} are warnings: names both denied and allowed, names that never decide.
     */
    record Compiled(CompiledPolicy policy, List<Problem> problems) implements CompileOutcome {
        public Compiled {
            problems = List.copyOf(problems);
        }
    }

    /** A list is missing, or there are too many names; at least one problem is an error. */
    record Refused(List<Problem> problems) implements CompileOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
