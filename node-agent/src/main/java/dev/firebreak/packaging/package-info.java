// SPDX-License-Identifier: Apache-2.0
/** What the build runs of this module to make the installed folder; nothing here runs in production. */
@NullMarked
package dev.firebreak.packaging;

import org.jspecify.annotations.NullMarked;
