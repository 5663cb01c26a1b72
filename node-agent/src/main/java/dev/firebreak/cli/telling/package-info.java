// SPDX-License-Identifier: Apache-2.0
/** From kernel events, which name lists and rules by number, to what a person is told. */
@NullMarked
package dev.firebreak.cli.telling;

import org.jspecify.annotations.NullMarked;
