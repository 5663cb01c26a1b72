// SPDX-License-Identifier: Apache-2.0
/** What the operator costs: its rows of {@code script/bench}. */
@NullMarked
package dev.firebreak.operator.bench;

import org.jspecify.annotations.NullMarked;
