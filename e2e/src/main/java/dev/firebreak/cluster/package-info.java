// SPDX-License-Identifier: Apache-2.0
/** Real clusters for tests, a control plane or a whole node: {@code script/cluster}, seen from JUnit. */
@NullMarked
package dev.firebreak.cluster;

import org.jspecify.annotations.NullMarked;
