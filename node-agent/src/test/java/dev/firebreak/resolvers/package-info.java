// SPDX-License-Identifier: Apache-2.0
/** What real resolvers say to a process whose name was denied, in both answer modes; written to {@code docs/resolvers.md}. */
@NullMarked
package dev.firebreak.resolvers;

import org.jspecify.annotations.NullMarked;
