// SPDX-License-Identifier: Apache-2.0
/** What people and machines do to the operator, on a real API server, under its own ServiceAccount. */
@NullMarked
package dev.firebreak.operator.story;

import org.jspecify.annotations.NullMarked;
