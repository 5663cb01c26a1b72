// SPDX-License-Identifier: Apache-2.0
/**
 * A client of the Node Resource Interface (github.com/containerd/nri): a plugin outside the runtime's process, told of
 * each pod before its first container, and heard. Knows nothing of what the plugin is for, and nothing else of ours.
 */
@NullMarked
package dev.firebreak.nri;

import org.jspecify.annotations.NullMarked;
