// SPDX-License-Identifier: Apache-2.0
/** Name tables: hashing names and filling the kernel's buckets. */
@NullMarked
package dev.firebreak.bpf.list;

import org.jspecify.annotations.NullMarked;
