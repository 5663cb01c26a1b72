// SPDX-License-Identifier: Apache-2.0
/** Joins observing, deciding and applying, for each kind of policy. */
@NullMarked
package dev.firebreak.operator.reconcile;

import org.jspecify.annotations.NullMarked;
