// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An array map that is being filled through its memory; closing it lets go of memory and descriptor. */
final class MappedTable implements AutoCloseable {
    private final Descriptor map;
    private final ByteBuffer memory;
    private boolean mapped = true;

    private MappedTable(Descriptor map, long bytes) {
        int[] errno = new int[1];
        ByteBuffer at = Native.mapPages0(map.number(), bytes, errno);
        if (at == null) {
            map.close();
            throw Errno.exception(errno[0], "map the memory of a list");
        }
        this.map = map;
        this.memory = at.order(ByteOrder.nativeOrder());
    }

    /** Makes the map of a list. */
    static MappedTable pages(int pages) {
        int map = Errno.check(Native.createPages0(pages), "make a map of " + pages + " pages for a list");
        return new MappedTable(new Descriptor(map), (long) pages * Abi.Page.SIZE);
    }

    /** Makes the map of a large list's name filter. */
    static MappedTable filter() {
        int map = Errno.check(Native.createFilter0(), "make a map for the name filter of a list");
        return new MappedTable(new Descriptor(map), Abi.Filter.SIZE);
    }

    /** Returns its memory, until it is frozen. */
    ByteBuffer memory() {
        return memory;
    }

    /** Ends the filling, for good; returns the map's descriptor, which stays this object's. */
    int freeze() {
        unmap();
        Errno.check(Native.freeze0(map.number()), "freeze a list");
        return map.number();
    }

    private void unmap() {
        if (mapped) {
            mapped = false;
            Errno.check(Native.unmapPages0(memory), "unmap the memory of a list");
        }
    }

    @Override
    public void close() {
        unmap();
        map.close();
    }
}
