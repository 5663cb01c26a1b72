// SPDX-License-Identifier: Apache-2.0
/** Every way around the filter that we know, tried with a real socket from inside, each beside its innocent twin. */
@NullMarked
package dev.firebreak.proof.bypass;

import org.jspecify.annotations.NullMarked;
