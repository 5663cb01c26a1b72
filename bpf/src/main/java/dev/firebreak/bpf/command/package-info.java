// SPDX-License-Identifier: Apache-2.0
/** Starting a command inside a cgroup, from its first instruction. */
@NullMarked
package dev.firebreak.bpf.command;

import org.jspecify.annotations.NullMarked;
