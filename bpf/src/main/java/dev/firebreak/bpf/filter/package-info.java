// SPDX-License-Identifier: Apache-2.0
/** Loading the filter's programs, pinning them, and holding a cgroup to them. */
@NullMarked
package dev.firebreak.bpf.filter;

import org.jspecify.annotations.NullMarked;
