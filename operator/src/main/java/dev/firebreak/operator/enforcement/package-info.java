// SPDX-License-Identifier: Apache-2.0
/** What the nodes report, by policy. */
@NullMarked
package dev.firebreak.operator.enforcement;

import org.jspecify.annotations.NullMarked;
