// SPDX-License-Identifier: Apache-2.0
/** Lists of names in ConfigMaps: which there are, and what they hold. */
@NullMarked
package dev.firebreak.operator.lists;

import org.jspecify.annotations.NullMarked;
