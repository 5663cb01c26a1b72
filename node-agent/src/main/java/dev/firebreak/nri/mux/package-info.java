// SPDX-License-Identifier: Apache-2.0
/**
 * Several connections over one socket, as NRI frames them (github.com/containerd/nri, pkg/net/multiplex): connection id
 * and length, each 32 bits, big-endian, then so many bytes.
 */
@NullMarked
package dev.firebreak.nri.mux;

import org.jspecify.annotations.NullMarked;
