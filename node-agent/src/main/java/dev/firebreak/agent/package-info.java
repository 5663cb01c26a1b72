// SPDX-License-Identifier: Apache-2.0
/** The agent of a node: its settings, and the parts put together. */
@NullMarked
package dev.firebreak.agent;

import org.jspecify.annotations.NullMarked;
