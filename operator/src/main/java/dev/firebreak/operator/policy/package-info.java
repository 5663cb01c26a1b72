// SPDX-License-Identifier: Apache-2.0
/** Policies as the API server has them: who they are, what they say, and who must be told when something they rest on changes. */
@NullMarked
package dev.firebreak.operator.policy;

import org.jspecify.annotations.NullMarked;
