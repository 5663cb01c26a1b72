// SPDX-License-Identifier: Apache-2.0
/** A real Kubernetes control plane for tests: {@code script/cluster}, seen from JUnit. */
@NullMarked
package dev.firebreak.operator.cluster;

import org.jspecify.annotations.NullMarked;
