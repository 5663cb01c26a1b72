// SPDX-License-Identifier: Apache-2.0
/** The node's pods as its container runtime tells them: which there are, which is being made, and where each one's cgroup is. */
@NullMarked
package dev.firebreak.agent.pod;

import org.jspecify.annotations.NullMarked;
