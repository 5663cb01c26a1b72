// SPDX-License-Identifier: Apache-2.0
/** Writes JSON text. By hand, because Jackson's classes alone would cost a third of the start-up budget of {@code firebreak run}. */
@NullMarked
package dev.firebreak.json;

import org.jspecify.annotations.NullMarked;
