// SPDX-License-Identifier: Apache-2.0
/** What the agent counts, for Prometheus, and whether it is well, for the kubelet: by HTTP. No names of pods or of DNS. */
@NullMarked
package dev.firebreak.agent.metrics;

import org.jspecify.annotations.NullMarked;
