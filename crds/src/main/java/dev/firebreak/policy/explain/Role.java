// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.explain;

/** What came of a pattern that matches a question, and so why. */
public enum Role {
    DECIDES("the longest suffix with a deciding entry"),
    RECORDS("audit rules record and never decide"),
    LOSES_TO_LONGER("a longer suffix decided"),
    LOSES_TO_DENY("at the same length deny beats allow"),
    LOSES_TO_EARLIER("an earlier rule has the same name"),
    RECORDED_BY_LONGER("a longer suffix was recorded"),
    RECORDED_BY_EARLIER("an earlier audit rule has the same name");

    private final String because;

    Role(String because) {
        this.because = because;
    }

    /** The reason in words. */
    public String because() {
        return because;
    }

    /** True if the pattern had a say: it decided or recorded. */
    public boolean counts() {
        return this == DECIDES || this == RECORDS;
    }
}
