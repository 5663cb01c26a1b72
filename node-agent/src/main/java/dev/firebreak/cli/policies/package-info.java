// SPDX-License-Identifier: Apache-2.0
/** From what a person typed to compiled policies: files, lists, and the rules of the command line. */
@NullMarked
package dev.firebreak.cli.policies;

import org.jspecify.annotations.NullMarked;
