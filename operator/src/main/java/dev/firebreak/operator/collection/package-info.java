// SPDX-License-Identifier: Apache-2.0
/** Takes away what nothing names any more. */
@NullMarked
package dev.firebreak.operator.collection;

import org.jspecify.annotations.NullMarked;
