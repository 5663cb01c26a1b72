// SPDX-License-Identifier: Apache-2.0
/** Reads a policy from its YAML, strictly, and tells every mistake with its place. */
@NullMarked
package dev.firebreak.policy.yaml;

import org.jspecify.annotations.NullMarked;
