// SPDX-License-Identifier: Apache-2.0
/** Compiles a policy to canonical bytes (same meaning in, same bytes out) and reads them back, believing nothing. */
@NullMarked
package dev.firebreak.policy.compiled;

import org.jspecify.annotations.NullMarked;
