// SPDX-License-Identifier: Apache-2.0
/** What a policy's status says, and when it is written. */
@NullMarked
package dev.firebreak.operator.status;

import org.jspecify.annotations.NullMarked;
