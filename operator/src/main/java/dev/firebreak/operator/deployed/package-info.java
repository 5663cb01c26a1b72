// SPDX-License-Identifier: Apache-2.0
/** Keeps the last DeployReports of each owner, and none for long. */
@NullMarked
package dev.firebreak.operator.deployed;

import org.jspecify.annotations.NullMarked;
