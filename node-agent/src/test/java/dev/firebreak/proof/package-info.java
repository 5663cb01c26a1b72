// SPDX-License-Identifier: Apache-2.0
/** What every proof needs. The proofs themselves, one a package: the attempt to break what the product claims. */
@NullMarked
package dev.firebreak.proof;

import org.jspecify.annotations.NullMarked;
