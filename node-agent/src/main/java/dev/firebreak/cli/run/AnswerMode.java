// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

/** What the command is to see of a denied lookup. */
public enum AnswerMode {
    /** NXDOMAIN where a covered device leads to the nameserver, else EPERM. */
    AUTO,
    /** EPERM always. */
    OFF
}
