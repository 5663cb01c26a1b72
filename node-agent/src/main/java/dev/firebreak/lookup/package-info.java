// SPDX-License-Identifier: Apache-2.0
/**
 * A lookup in the words that people are told it in, on a host and in a cluster: what was asked, by whom, and what became
 * of it; and its line in the log.
 */
@NullMarked
package dev.firebreak.lookup;

import org.jspecify.annotations.NullMarked;
