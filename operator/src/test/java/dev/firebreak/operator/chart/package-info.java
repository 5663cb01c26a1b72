// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.firebreak.operator.chart;

import org.jspecify.annotations.NullMarked;
