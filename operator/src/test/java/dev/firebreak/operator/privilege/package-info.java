// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.firebreak.operator.privilege;

import org.jspecify.annotations.NullMarked;
