// SPDX-License-Identifier: Apache-2.0
/** Measurements of the policy language at its limits; run by hand and by script/bench, never asserted on. */
@NullMarked
package dev.firebreak.policy.bench;

import org.jspecify.annotations.NullMarked;
