// SPDX-License-Identifier: Apache-2.0
/** Who may change what is pinned. */
@NullMarked
package dev.firebreak.bpf.pin;

import org.jspecify.annotations.NullMarked;
