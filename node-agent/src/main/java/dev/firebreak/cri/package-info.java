// SPDX-License-Identifier: Apache-2.0
/**
 * A client of the Container Runtime Interface (k8s.io/cri-api, runtime/v1) that reads which pods a node has: gRPC over
 * the runtime's unix socket. Subscribes to nothing: on containerd 1.7 a second subscriber takes the kubelet's events.
 */
@NullMarked
package dev.firebreak.cri;

import org.jspecify.annotations.NullMarked;
