// SPDX-License-Identifier: Apache-2.0
/** What a run stands on: the caller's cgroup, the bpffs, the network namespace; and what is missing where it cannot. */
@NullMarked
package dev.firebreak.cli.ground;

import org.jspecify.annotations.NullMarked;
