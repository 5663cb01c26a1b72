// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.lookup;

import java.util.Locale;

/** What the command saw of a verdict. */
public enum Outcome {
    /** The packet went its way. */
    PASSED,
    /** NXDOMAIN from the answerer; over TCP a reset. */
    ANSWERED,
    /** EPERM from the system call; over TCP silence. */
    REFUSED;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
