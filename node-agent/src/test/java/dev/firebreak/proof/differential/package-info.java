// SPDX-License-Identifier: Apache-2.0
/** The kernel's judge against the reference verdict, question by question. */
@NullMarked
package dev.firebreak.proof.differential;

import org.jspecify.annotations.NullMarked;
