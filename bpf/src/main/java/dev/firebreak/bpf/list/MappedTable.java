// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Maps of one value each, filled through their memory, which lies on end; closing lets go of memory and descriptors. */
final class MappedTable implements AutoCloseable {
    private final List<Descriptor> maps = new ArrayList<>();
    private final ByteBuffer memory;
    private boolean mapped;

    /**
     * Makes the maps.
     *
     * @param count how many
     * @param size bytes of each, a multiple of a page where there are several
     */
    MappedTable(int count, int size) {
        try {
            for (int i = 0; i < count; i++) {
                maps.add(new Descriptor(Errno.check(Native.createTable0(size), "make a map for a list")));
            }
            int[] errno = new int[1];
            ByteBuffer at = Native.mapTables0(numbers(), size, errno);
            if (at == null) {
                throw Errno.exception(errno[0], "map the memory of a list");
            }
            memory = at.order(ByteOrder.nativeOrder());
            mapped = true;
        } catch (RuntimeException e) {
            maps.forEach(Descriptor::close);
            throw e;
        }
    }

    /** Returns the memory, until it is frozen. */
    ByteBuffer memory() {
        return memory;
    }

    /** Ends the filling, for good; returns the maps' descriptors, which stay this object's. */
    int[] freeze() {
        unmap();
        maps.forEach(map -> Errno.check(Native.freeze0(map.number()), "freeze a list"));
        return numbers();
    }

    private int[] numbers() {
        return maps.stream().mapToInt(Descriptor::number).toArray();
    }

    private void unmap() {
        if (mapped) {
            mapped = false;
            Errno.check(Native.unmapTables0(memory), "unmap the memory of a list");
        }
    }

    @Override
    public void close() {
        unmap();
        maps.forEach(Descriptor::close);
    }
}
