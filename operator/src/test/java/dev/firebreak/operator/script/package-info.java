// SPDX-License-Identifier: Apache-2.0
/** {@code script/operator}, as a person calls it. */
@NullMarked
package dev.firebreak.operator.script;

import org.jspecify.annotations.NullMarked;
