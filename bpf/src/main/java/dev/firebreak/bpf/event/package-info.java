// SPDX-License-Identifier: Apache-2.0
/** Lookups as the kernel told them: reading the rings and decoding. */
@NullMarked
package dev.firebreak.bpf.event;

import org.jspecify.annotations.NullMarked;
