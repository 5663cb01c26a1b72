// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.firebreak.operator.running;

import org.jspecify.annotations.NullMarked;
