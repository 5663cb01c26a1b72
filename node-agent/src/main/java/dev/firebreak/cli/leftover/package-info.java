// SPDX-License-Identifier: Apache-2.0
/** What stands pinned for each run, and which of it may go: a run is over when nobody waits for it and no process is left. */
@NullMarked
package dev.firebreak.cli.leftover;

import org.jspecify.annotations.NullMarked;
