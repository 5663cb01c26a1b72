// SPDX-License-Identifier: Apache-2.0
/** Scopes: what one cgroup is held to, and what was counted there. */
@NullMarked
package dev.firebreak.bpf.scope;

import org.jspecify.annotations.NullMarked;
