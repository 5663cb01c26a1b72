// SPDX-License-Identifier: Apache-2.0
/** The binding to the kernel side; the only package with native methods. */
@NullMarked
package dev.firebreak.bpf;

import org.jspecify.annotations.NullMarked;
