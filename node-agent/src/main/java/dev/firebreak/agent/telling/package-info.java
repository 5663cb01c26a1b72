// SPDX-License-Identifier: Apache-2.0
/** Tells people what a pod asked for and what became of it: events on the pod, a line a lookup, the pod's report. */
@NullMarked
package dev.firebreak.agent.telling;

import org.jspecify.annotations.NullMarked;
