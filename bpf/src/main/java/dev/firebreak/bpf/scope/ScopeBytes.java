// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.scope;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.list.ListPlaces;
import java.nio.ByteBuffer;

/** struct fb_scope as bytes. */
final class ScopeBytes {
    private ScopeBytes() {}

    /** Encodes a scope; each of its lists gets a place where it has none yet. */
    static byte[] encode(Scope scope, ListPlaces places) {
        int flags = scope.enforces() ? Abi.FB_SCOPE_ENFORCES : 0;
        for (ScopeFlag flag : scope.flags()) {
            flags |= flag.bit;
        }
        byte[] encoded = new byte[Abi.Scope.SIZE];
        ByteBuffer bytes = Bytes.view(encoded)
                .putInt(Abi.Scope.FLAGS, flags)
                .putLong(Abi.Scope.ID, scope.id())
                .putLong(Abi.Scope.GENERATION, scope.generation())
                .putInt(Abi.Scope.LISTS_COUNT, scope.lists().size());
        int at = Abi.Scope.LISTS;
        for (ListUse list : scope.lists()) {
            bytes.put(at + Abi.ListRef.DIGEST, list.digest().key());
            bytes.putInt(at + Abi.ListRef.FLAGS, flags(list));
            bytes.putInt(at + Abi.ListRef.PLACE, places.of(list.digest()));
            at += Abi.ListRef.SIZE;
        }
        return encoded;
    }

    private static int flags(ListUse list) {
        return (list.enforces() ? Abi.FB_LIST_ENFORCES : 0)
                | (list.defaultDeny() ? Abi.FB_LIST_DEFAULT_DENY : 0)
                | (list.missingDenies() ? Abi.FB_LIST_MISSING_DENIES : 0);
    }
}
