// SPDX-License-Identifier: Apache-2.0
/** Tests of what a policy's status says. */
@NullMarked
package dev.firebreak.operator.status;

import org.jspecify.annotations.NullMarked;
