// SPDX-License-Identifier: Apache-2.0
/** Tests of which lists there are, and what they hold. */
@NullMarked
package dev.firebreak.operator.lists;

import org.jspecify.annotations.NullMarked;
