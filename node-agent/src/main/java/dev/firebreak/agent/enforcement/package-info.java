// SPDX-License-Identifier: Apache-2.0
/** Puts the node's pods under the filter: what shall be, what is (pins), the difference, and its application. */
@NullMarked
package dev.firebreak.agent.enforcement;

import org.jspecify.annotations.NullMarked;
