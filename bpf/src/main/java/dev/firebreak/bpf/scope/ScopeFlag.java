// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.scope;

import dev.firebreak.bpf.jni.Abi;

/** How a scope records. */
public enum ScopeFlag {
    /** Allowed lookups are told, too (the inventory). */
    RECORDS_ALLOWED(Abi.FB_SCOPE_RECORDS_ALLOWED),
    /** Nothing is told; only counted (benchmarks). */
    SILENT(Abi.FB_SCOPE_SILENT),
    /** Events carry the first 256 bytes of the asking process's arguments. */
    ARGUMENTS(Abi.FB_SCOPE_ARGUMENTS);

    final int bit;

    ScopeFlag(int bit) {
        this.bit = bit;
    }
}
