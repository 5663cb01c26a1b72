// SPDX-License-Identifier: Apache-2.0
/** The manual, made from the command line's own model. */
@NullMarked
package dev.firebreak.cli.manual;

import org.jspecify.annotations.NullMarked;
