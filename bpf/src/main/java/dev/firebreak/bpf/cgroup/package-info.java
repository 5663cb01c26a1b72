// SPDX-License-Identifier: Apache-2.0
/** Finding, making and removing cgroups of the unified hierarchy. */
@NullMarked
package dev.firebreak.bpf.cgroup;

import org.jspecify.annotations.NullMarked;
