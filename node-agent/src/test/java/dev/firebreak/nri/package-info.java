// SPDX-License-Identifier: Apache-2.0
/** The plugin's side of NRI, held to recorded conversations, to a double, and to the real runtime. */
@NullMarked
package dev.firebreak.nri;

import org.jspecify.annotations.NullMarked;
