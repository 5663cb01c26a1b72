// SPDX-License-Identifier: Apache-2.0
/** What agents read: headers (CompiledDenylist) and the chunks of their lists (DenylistChunk). */
@NullMarked
package dev.firebreak.operator.denylist;

import org.jspecify.annotations.NullMarked;
