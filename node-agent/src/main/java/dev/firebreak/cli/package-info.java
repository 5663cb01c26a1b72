// SPDX-License-Identifier: Apache-2.0
/** The command line: what a person on one host types. */
@NullMarked
package dev.firebreak.cli;

import org.jspecify.annotations.NullMarked;
