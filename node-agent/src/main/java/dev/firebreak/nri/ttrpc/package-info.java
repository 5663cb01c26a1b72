// SPDX-License-Identifier: Apache-2.0
/**
 * ttRPC (github.com/containerd/ttrpc, PROTOCOL.md), unary calls only: a header of ten bytes (length u32, stream id u32,
 * type u8, flags u8, big-endian), then a {@code Request} or a {@code Response}.
 */
@NullMarked
package dev.firebreak.nri.ttrpc;

import org.jspecify.annotations.NullMarked;
