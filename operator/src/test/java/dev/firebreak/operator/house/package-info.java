// SPDX-License-Identifier: Apache-2.0
/** Tests of how the operator is built: who imports whom. */
@NullMarked
package dev.firebreak.operator.house;

import org.jspecify.annotations.NullMarked;
