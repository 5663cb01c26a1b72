// SPDX-License-Identifier: Apache-2.0
/** Says in words which rule of which policy decides or records a name, and why. */
@NullMarked
package dev.firebreak.policy.explain;

import org.jspecify.annotations.NullMarked;
