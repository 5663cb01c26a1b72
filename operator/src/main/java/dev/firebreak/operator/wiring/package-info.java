// SPDX-License-Identifier: Apache-2.0
/** Puts the parts together, configures them, starts and stops them. */
@NullMarked
package dev.firebreak.operator.wiring;

import org.jspecify.annotations.NullMarked;
