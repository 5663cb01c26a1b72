// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.firebreak.nri.ttrpc;

import org.jspecify.annotations.NullMarked;
