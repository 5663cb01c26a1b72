// SPDX-License-Identifier: Apache-2.0
/** Random policies and questions for property tests: the same for the same seed, dense enough that patterns meet. */
@NullMarked
package dev.firebreak.policy.random;

import org.jspecify.annotations.NullMarked;
