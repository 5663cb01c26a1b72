// SPDX-License-Identifier: Apache-2.0
/** The way to the API server. */
@NullMarked
package dev.firebreak.agent.cluster;

import org.jspecify.annotations.NullMarked;
