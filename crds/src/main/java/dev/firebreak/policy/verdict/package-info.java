// SPDX-License-Identifier: Apache-2.0
/** The reference verdict: what a set of policies says to one question. The oracle for everything else that judges. */
@NullMarked
package dev.firebreak.policy.verdict;

import org.jspecify.annotations.NullMarked;
