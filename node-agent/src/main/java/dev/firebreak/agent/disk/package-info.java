// SPDX-License-Identifier: Apache-2.0
/** Files that are whole or not there, however the writer ends. */
@NullMarked
package dev.firebreak.agent.disk;

import org.jspecify.annotations.NullMarked;
