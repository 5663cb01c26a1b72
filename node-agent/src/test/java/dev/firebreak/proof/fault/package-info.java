// SPDX-License-Identifier: Apache-2.0
/** What fails, fails closed: firebreak killed at any moment, rings and maps full, a noisy neighbour, a killed test. */
@NullMarked
package dev.firebreak.proof.fault;

import org.jspecify.annotations.NullMarked;
