// SPDX-License-Identifier: Apache-2.0
/** Tests of what puts the operator together. */
@NullMarked
package dev.firebreak.operator.wiring;

import org.jspecify.annotations.NullMarked;
