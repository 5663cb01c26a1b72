// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The network namespace of the calling thread, and work inside another. */
public final class NetworkNamespace {
    private static final int MAX_DEVICES = 4096;
    private static final int NAME_SIZE = 16; // IF_NAMESIZE (net/if.h)

    private NetworkNamespace() {}

    /** Returns the inode number by which the kernel tells the calling thread's namespace from others. */
    public static int current() {
        try {
            return ((Long) Files.getAttribute(Path.of("/proc/thread-self/ns/net"), "unix:ino")).intValue();
        } catch (IOException e) {
            throw new UncheckedIOException("reading /proc/thread-self/ns/net", e);
        }
    }

    /**
     * Does some work inside another namespace, on a thread of its own that ends with it.
     *
     * @param file as in /run/netns/NAME or /proc/PID/ns/net
     */
    public static <T> T inside(Path file, Callable<T> work) throws Exception {
        var task = new FutureTask<>(() -> {
            try (Descriptor namespace = Descriptor.open(file)) {
                Errno.check(Native.enterNetns0(namespace.number()), "enter the network namespace " + file);
            }
            return work.call();
        });
        Thread.ofPlatform().name("firebreak-netns").daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Returns all devices, up or down. */
    public static List<Device> devices() {
        int[] indexes = new int[MAX_DEVICES];
        int count = Errno.check(Native.devices0(indexes), "list the network devices");
        return Arrays.stream(indexes, 0, count)
                .mapToObj(NetworkNamespace::device)
                .toList();
    }

    /** Returns the device that leads to an address. */
    static Device towards(InetAddress address) {
        int only = address instanceof Inet6Address inet6 && inet6.isLinkLocalAddress() ? inet6.getScopeId() : 0;
        return device(Errno.check(
                Native.route0(address.getAddress(), only), "find the route to " + address.getHostAddress()));
    }

    private static Device device(int index) {
        byte[] name = new byte[NAME_SIZE];
        int[] kind = new int[2];
        Errno.check(Native.device0(index, name, kind), "describe the network device " + index);
        String text = new String(name, StandardCharsets.UTF_8);
        return new Device(current(), index, text.substring(0, text.indexOf('\0')), kind[0] != 0, kind[1] != 0);
    }
}
