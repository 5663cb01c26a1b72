// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.pin;

import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.nio.file.Path;

/**
 * An exclusive lock on a folder, of a bpffs too (flock(2)). It is held until it is closed or this process is gone, whatever
 * ended it; a command that is started meanwhile does not inherit it.
 */
public final class FolderLock implements AutoCloseable {
    private static final int EWOULDBLOCK = 11;

    private final Descriptor folder;

    private FolderLock(Descriptor folder) {
        this.folder = folder;
    }

    /** Waits until nobody else holds the folder, and takes it. */
    public static FolderLock await(Path folder) {
        return new FolderLock(new Descriptor(Errno.check(Native.lock0(Bytes.of(folder), true), "lock " + folder)));
    }

    /** Tells whether somebody else holds the folder at this moment. */
    public static boolean isHeld(Path folder) {
        int descriptor = Native.lock0(Bytes.of(folder), false);
        if (descriptor == -EWOULDBLOCK) {
            return true;
        }
        new Descriptor(Errno.check(descriptor, "lock " + folder)).close();
        return false;
    }

    @Override
    public void close() {
        folder.close();
    }
}
