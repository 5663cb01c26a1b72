// SPDX-License-Identifier: Apache-2.0
/** Waits for the command and hands it the signals that were meant for it. */
@NullMarked
package dev.firebreak.cli.supervise;

import org.jspecify.annotations.NullMarked;
