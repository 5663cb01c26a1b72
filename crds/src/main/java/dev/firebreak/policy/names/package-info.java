// SPDX-License-Identifier: Apache-2.0
/** Lists of names by the million: read from text, kept packed. */
@NullMarked
package dev.firebreak.policy.names;

import org.jspecify.annotations.NullMarked;
