// SPDX-License-Identifier: Apache-2.0
/**
 * The binding to the kernel side. Start with {@link dev.firebreak.bpf.BpfSupport#probe()}; the rooms below it are named
 * for what they do. Failures of system calls are {@link dev.firebreak.bpf.BpfException}s.
 */
@NullMarked
package dev.firebreak.bpf;

import org.jspecify.annotations.NullMarked;
