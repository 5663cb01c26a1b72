// SPDX-License-Identifier: Apache-2.0
/** Tests of what a policy and its lists come to. */
@NullMarked
package dev.firebreak.operator.compile;

import org.jspecify.annotations.NullMarked;
