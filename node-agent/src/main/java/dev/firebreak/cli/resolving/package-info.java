// SPDX-License-Identifier: Apache-2.0
/** By which paths names are resolved on this host, and what the filter does about each. */
@NullMarked
package dev.firebreak.cli.resolving;

import org.jspecify.annotations.NullMarked;
