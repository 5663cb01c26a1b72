// SPDX-License-Identifier: Apache-2.0
/** Tests of when a policy is looked at again. */
@NullMarked
package dev.firebreak.operator.reconcile;

import org.jspecify.annotations.NullMarked;
