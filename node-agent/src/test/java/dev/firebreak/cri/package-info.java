// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.firebreak.cri;

import org.jspecify.annotations.NullMarked;
