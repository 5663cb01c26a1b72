// SPDX-License-Identifier: Apache-2.0
/** The policy language: names, rules and the reference verdict. */
@NullMarked
package dev.firebreak.policy;

import org.jspecify.annotations.NullMarked;
