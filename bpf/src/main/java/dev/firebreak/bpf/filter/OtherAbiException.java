// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import dev.firebreak.bpf.jni.Abi;
import java.nio.file.Path;

/** Pins that another version of Firebreak made: their layout is not known, so they are left alone. */
public final class OtherAbiException extends RuntimeException {
    OtherAbiException(Path directory, int version) {
        super(directory + " was pinned with ABI version " + version + ", this firebreak has " + Abi.FB_ABI_VERSION
                + ": use the firebreak that made it, or take it down with `firebreak detach --all`");
    }
}
