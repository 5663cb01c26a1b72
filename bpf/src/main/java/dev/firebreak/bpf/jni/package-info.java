// SPDX-License-Identifier: Apache-2.0
/** The boundary to C: the only native methods, the constants that the build prints from the ABI header, and descriptors. */
@NullMarked
package dev.firebreak.bpf.jni;

import org.jspecify.annotations.NullMarked;
