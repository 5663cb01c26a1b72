// SPDX-License-Identifier: Apache-2.0
/** The operator: compiles policies in a cluster and tells what became of them. */
@NullMarked
package dev.firebreak.operator;

import org.jspecify.annotations.NullMarked;
