// SPDX-License-Identifier: Apache-2.0
/** Holds one command to its policies: from the request to the exit code. */
@NullMarked
package dev.firebreak.cli.run;

import org.jspecify.annotations.NullMarked;
