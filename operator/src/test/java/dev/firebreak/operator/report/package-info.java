// SPDX-License-Identifier: Apache-2.0
/** Tests of what the nodes report. */
@NullMarked
package dev.firebreak.operator.report;

import org.jspecify.annotations.NullMarked;
