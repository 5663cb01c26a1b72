// SPDX-License-Identifier: Apache-2.0
/** What may be written to a terminal: colours where there is one, and no control characters of others. */
@NullMarked
package dev.firebreak.cli.terminal;

import org.jspecify.annotations.NullMarked;
