// SPDX-License-Identifier: Apache-2.0
/** Answerers: which devices turn a denied question into "no such name". */
@NullMarked
package dev.firebreak.bpf.answer;

import org.jspecify.annotations.NullMarked;
