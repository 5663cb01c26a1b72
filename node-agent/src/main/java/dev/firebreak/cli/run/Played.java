// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.cli.report.Report;

/** What became of a run once its stage was set. */
sealed interface Played {
    /** The command ran and ended. */
    record Over(Report report) implements Played {}

    /** The command was not started; the stage is taken down. */
    record NotStarted(int exitCode, String why) implements Played {}
}
