// SPDX-License-Identifier: Apache-2.0
/** What this node says of itself to the operator: its NodeEnforcement, written as seldom as possible. */
@NullMarked
package dev.firebreak.agent.node;

import org.jspecify.annotations.NullMarked;
