// SPDX-License-Identifier: Apache-2.0
/** Kubernetes events on pods: what a person sees by {@code kubectl describe pod}. */
@NullMarked
package dev.firebreak.agent.notice;

import org.jspecify.annotations.NullMarked;
