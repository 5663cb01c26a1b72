// SPDX-License-Identifier: Apache-2.0
/** Where this host's resolvers ask: the nameservers that libc is configured with. */
@NullMarked
package dev.firebreak.cli.nameserver;

import org.jspecify.annotations.NullMarked;
