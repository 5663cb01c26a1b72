// SPDX-License-Identifier: Apache-2.0
/** Tests of what is taken away, and what is not. */
@NullMarked
package dev.firebreak.operator.collection;

import org.jspecify.annotations.NullMarked;
