// SPDX-License-Identifier: Apache-2.0
/** Packets that are odd, cut, mutated or random, against an independent reading of them. */
@NullMarked
package dev.firebreak.proof.wire;

import org.jspecify.annotations.NullMarked;
