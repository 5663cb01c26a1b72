// SPDX-License-Identifier: Apache-2.0
/** From files to policies ready to judge by: reads, resolves and compiles in one go. */
@NullMarked
package dev.firebreak.policy.load;

import org.jspecify.annotations.NullMarked;
