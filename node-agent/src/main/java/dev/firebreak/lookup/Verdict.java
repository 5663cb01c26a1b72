// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.lookup;

import java.util.Locale;

/** What was decided about a lookup, most urgent first: the order of the report. */
public enum Verdict {
    DENIED,
    /** Not a question that a filter may trust; denied where any policy enforces. */
    MALFORMED,
    /** Passed, but a rule or policy in mode Audit would have denied it. */
    AUDITED,
    ALLOWED;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
