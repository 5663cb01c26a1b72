// SPDX-License-Identifier: Apache-2.0
/**
 * The policy language: names, rules and policies as values, and the words for what is wrong with them. The packages
 * below read ({@code yaml}, {@code names}, {@code load}), judge ({@code verdict}, {@code explain}) and compile
 * ({@code compiled}).
 */
@NullMarked
package dev.firebreak.policy;

import org.jspecify.annotations.NullMarked;
