// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.firebreak.nri.mux;

import org.jspecify.annotations.NullMarked;
