// SPDX-License-Identifier: Apache-2.0
/** Kubernetes events: what a person must know. */
@NullMarked
package dev.firebreak.operator.notice;

import org.jspecify.annotations.NullMarked;
