// SPDX-License-Identifier: Apache-2.0
/** The lists that this node's pods need: fetched by digest, checked, kept on disk, loaded into the kernel within the node's budget. */
@NullMarked
package dev.firebreak.agent.list;

import org.jspecify.annotations.NullMarked;
