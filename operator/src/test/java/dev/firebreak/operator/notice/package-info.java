// SPDX-License-Identifier: Apache-2.0
/** Tests of what is worth an event. */
@NullMarked
package dev.firebreak.operator.notice;

import org.jspecify.annotations.NullMarked;
