// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.jni;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The native methods, all of them; for dev.firebreak.bpf only. They take primitives, arrays of them and direct buffers.
 * One that returns int returns a descriptor, a count or 0, or a negative errno; {@link Errno#check} makes an exception
 * of it. Paths and names are bytes that end in NUL; a list of names is NUL-terminated names on end.
 */
public final class Native {
    static {
        Artefacts.loadLibrary();
    }

    private Native() {}

    // What failed.

    /** Returns an errno's name and meaning. */
    static native byte[] words0(int errno);

    /** Returns the end of what libbpf and the verifier said to this thread since the last call. */
    static native byte[] log0();

    // Descriptors.

    /** Opens a folder or file for reference only. */
    public static native int open0(byte[] path);

    public static native int close0(int descriptor);

    /** Pins a map, program or link in a bpffs. */
    public static native int pin0(int descriptor, byte[] path);

    /** Opens what is pinned there. */
    public static native int openPinned0(byte[] path);

    /** Opens a folder and locks it for us alone; where somebody else holds it, waits or returns -EWOULDBLOCK. */
    public static native int lock0(byte[] path, boolean wait);

    // Object files.

    /**
     * Opens an object file, sets one variable of .rodata and the sizes of maps, loads the named programs and the maps,
     * and puts descriptors of the programs, then of the maps, in the order asked, into the last argument.
     *
     * @param variable its name, and value its bytes; null for none
     * @param attachTypes for each program an expected attach type, or -1 for the one that its section says
     * @param sizes for each map its max_entries, or 0 for the object's own
     * @param descriptors for a map that is there already its descriptor, in place of which no new one is made; else 0
     */
    public static native int load0(
            byte[] image,
            byte @Nullable [] variable,
            byte @Nullable [] value,
            byte[] programs,
            int[] attachTypes,
            byte[] maps,
            int[] sizes,
            int[] descriptors);

    /** Runs a program on a packet (BPF_PROG_TEST_RUN); result: its return value, nanoseconds a run, size of out. */
    public static native int testRun0(
            int program, byte[] packet, byte @Nullable [] context, int repeat, byte @Nullable [] out, int[] result);

    /**
     * Runs a program once on each of these packets, which stand on end in a direct buffer; results: its return values.
     *
     * @param lengths the bytes of each packet
     */
    public static native int testRunMany0(int program, ByteBuffer packets, int[] lengths, int[] results);

    // Maps.

    public static native int possibleCpus0();

    public static native int update0(int map, byte[] key, byte[] value, long flags);

    public static native int lookup0(int map, byte[] key, byte[] value, long flags);

    public static native int delete0(int map, byte[] key);

    /** Puts the key after this one (null: the first) into next. */
    public static native int nextKey0(int map, byte @Nullable [] key, byte[] next);

    /** Makes an array map with one value of so many bytes, whose memory can be mapped. */
    public static native int createTable0(int size);

    /**
     * Maps the values of such maps on end, writable; null when that failed, and then the errno is in result[0].
     *
     * @param size bytes of each value, a multiple of a page where there are several
     */
    public static native @Nullable ByteBuffer mapTables0(int[] tables, long size, int[] result);

    /**
     * Puts names into the buckets of a list, whose header says seed and mask and is kept up to date.
     *
     * @param list a value of fb_lists
     * @param pieces of a list that has more than FB_NEAR_BUCKETS, on end, else null
     * @param batch for each name its value (4 octets, host order), its size (1), its octets in wire form
     * @param size of the batch
     * @return -ENOSPC when a name found no place, -EEXIST when one was there, -EINVAL when one is no name
     */
    public static native int fillBuckets0(ByteBuffer list, @Nullable ByteBuffer pieces, byte[] batch, int size);

    /** Unmaps; the buffer must not be touched again. */
    public static native int unmapTables0(ByteBuffer memory);

    /** Puts maps into a map of maps, at this number and on. */
    public static native int putTables0(int into, int first, int[] tables);

    public static native int freeze0(int map);

    // Links.

    /** Makes a link of a program to a cgroup (descriptor) or a device (index) by the kernel's own call. */
    public static native int link0(int program, int target, int attachType, int flags);

    public static native int relink0(int link, int program);

    public static native int unlink0(int link);

    // Rings.

    /** Returns a handle (positive) of a reader of these ring buffers, or a negative errno. */
    public static native long openRings0(int[] maps);

    /**
     * Waits until a ring has something, the time is over or the reader was woken, then copies whole records while they
     * fit: for each its ring's index and its size (two ints), then its bytes, padded to 8.
     *
     * @return bytes copied, or a negative errno
     */
    public static native int readRings0(long handle, ByteBuffer out, int timeoutMillis);

    public static native void wakeRings0(long handle);

    public static native void closeRings0(long handle);

    // Commands.

    /**
     * Starts a command inside a cgroup.
     *
     * @param candidates programs to try, in order
     * @param identity uid, gid, then supplementary groups; null: the caller's
     * @param environment null: this process's own, to the byte
     * @param masked paths of sockets to hide in a mount namespace of the command's own; empty: none, and no namespace
     * @param kept descriptors that it inherits beside the standard streams
     * @param result the pid, then, when it failed, the step (enum fb_spawn_step)
     * @return a pidfd, or a negative errno
     */
    public static native int spawn0(
            int cgroup,
            byte[] candidates,
            byte[] arguments,
            byte @Nullable [] environment,
            byte[] directory,
            int @Nullable [] identity,
            byte[] masked,
            int[] kept,
            int[] result);

    /** Begins to catch these signals for {@link #awaitNext0}, in place of their present handlers. */
    public static native int catchSignals0(int[] signals);

    /**
     * Waits for the next thing: a command's end, or a signal to us.
     *
     * @param result kind (enum fb_next), then the exit code, or the signal's number, then for a caught signal 1 when the
     *     terminal sent it to the whole foreground group
     */
    public static native int awaitNext0(int pidfd, int[] result);

    public static native int signal0(int pidfd, int signal);

    /** Stops this process (SIGSTOP); returns when somebody continued it. */
    public static native int stopSelf0();

    // Networks.

    /** Moves the calling thread into a network namespace for good. */
    public static native int enterNetns0(int namespace);

    /**
     * Asks the routing table which device leads to an address of 4 or 16 octets.
     *
     * @param device the only one allowed, for a link-local address; else 0
     * @return the device's index
     */
    public static native int route0(byte[] address, int device);

    /** Describes a device: its name (16 octets); 1 when its frames have Ethernet headers, 1 when it is a loopback. */
    public static native int device0(int device, byte[] name, int[] result);

    /** Puts the indexes of the calling thread's network namespace into an array and returns how many. */
    public static native int devices0(int[] indexes);

    /** Adds a direct-action filter to a device's clsact egress; result: priority, handle, 1 when the qdisc was made. */
    public static native int addClsact0(int device, int program, int classid, byte[] name, int[] result);

    /** Removes what addClsact0 added; the qdisc only where it was made by us and nothing else is in it. */
    public static native int removeClsact0(int device, int priority, int handle, boolean qdiscToo);

    /** Sends a marked UDP packet with this payload out of a device, towards an address's discard port. */
    public static native int sendProbe0(byte[] address, int device, int mark, byte[] payload);

    /** Ends a TCP connection of the calling thread's network namespace (sock_diag, SOCK_DESTROY). */
    public static native int destroyTcp0(byte[] local, int localPort, byte[] remote, int remotePort);

    // Features.

    /** Asks one feature of the kernel (enum fb_feature): 1 there, 0 missing, or a negative errno. */
    public static native int feature0(int feature);
}
