// SPDX-License-Identifier: Apache-2.0
/** Headers and chunks that are made of policies and lists, as files. */
@NullMarked
package dev.firebreak.operator.denylist;

import org.jspecify.annotations.NullMarked;
