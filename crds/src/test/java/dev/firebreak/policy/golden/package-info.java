// SPDX-License-Identifier: Apache-2.0
/** Whole documents and what must come of them, as files. */
@NullMarked
package dev.firebreak.policy.golden;

import org.jspecify.annotations.NullMarked;
