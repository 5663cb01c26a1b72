// SPDX-License-Identifier: Apache-2.0
/** Which policies there are: the headers that the operator writes, watched, and kept on the node for when the API server is away. */
@NullMarked
package dev.firebreak.agent.header;

import org.jspecify.annotations.NullMarked;
