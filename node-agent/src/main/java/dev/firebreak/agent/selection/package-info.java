// SPDX-License-Identifier: Apache-2.0
/** Which policies a pod is held to: a pure function of the pod, the headers and the time. */
@NullMarked
package dev.firebreak.agent.selection;

import org.jspecify.annotations.NullMarked;
