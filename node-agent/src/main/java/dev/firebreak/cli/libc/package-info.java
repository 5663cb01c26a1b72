// SPDX-License-Identifier: Apache-2.0
/** Where libc asks a daemon of the host instead of DNS. */
@NullMarked
package dev.firebreak.cli.libc;

import org.jspecify.annotations.NullMarked;
