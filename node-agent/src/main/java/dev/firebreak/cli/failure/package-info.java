// SPDX-License-Identifier: Apache-2.0
/** How firebreak says no: what, where, and what to do next. */
@NullMarked
package dev.firebreak.cli.failure;

import org.jspecify.annotations.NullMarked;
