// SPDX-License-Identifier: Apache-2.0
/** {@code firebreak report}: what deploys in a cluster talked to, from their DeployReports, as text and as JSON. */
@NullMarked
package dev.firebreak.cli.deployed;

import org.jspecify.annotations.NullMarked;
