// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Artefacts;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A cgroup that is refused some unix sockets (EPERM at connect), so that libc asks DNS instead of a daemon of the host.
 * Linux 6.7 or newer: the feature "connect_unix" of {@link dev.firebreak.bpf.BpfSupport}.
 */
public final class UnixRefusal implements AutoCloseable {
    private static final String OBJECT = "firebreak_unix.bpf.o";
    private static final String PROGRAM = "fb_connect_unix";

    private final Descriptor program;

    private UnixRefusal(Descriptor program) {
        this.program = program;
    }

    /** Tells whether this kernel has the hook. */
    public static boolean isSupported() {
        return Native.feature0(Abi.FB_FEATURE_UNIX_CONNECT) == 1;
    }

    /**
     * Loads the program; nothing is refused yet.
     *
     * @param sockets at most 4 paths of at most 63 octets, each as it is passed to connect(2): links are not followed
     * @throws dev.firebreak.bpf.BpfException where the kernel has the hook but not the helpers (lockdown), too
     */
    public static UnixRefusal load(List<Path> sockets) {
        int[] program = new int[1];
        Errno.check(
                Native.load0(
                        Artefacts.read(OBJECT),
                        Bytes.strings(List.of("fb_unix_paths")),
                        paths(sockets),
                        Bytes.strings(List.of(PROGRAM)),
                        new int[] {Abi.FB_CGROUP_UNIX_CONNECT},
                        Bytes.strings(List.of()),
                        new int[0],
                        program),
                "load " + OBJECT);
        return new UnixRefusal(new Descriptor(program[0]));
    }

    /**
     * From now on refuses them to whatever runs in this cgroup or below it, until the cgroup is gone or the pin.
     *
     * @param pin of the link, in a bpffs; its folder is made
     */
    public void attach(Cgroup cgroup, Path pin) {
        try (var folder = Descriptor.open(cgroup.path())) {
            Files.createDirectories(pin.getParent());
            try (var link = new Descriptor(Errno.check(
                    Native.link0(program.number(), folder.number(), Abi.FB_CGROUP_UNIX_CONNECT, 0),
                    "attach " + PROGRAM + " to " + cgroup.path()))) {
                link.pin(pin);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("making the folder of " + pin + " (is it in a bpffs?)", e);
        }
    }

    private static byte[] paths(List<Path> sockets) {
        if (sockets.size() > Abi.FB_UNIX_PATHS) {
            throw new IllegalArgumentException("at most " + Abi.FB_UNIX_PATHS + " sockets, not " + sockets.size());
        }
        byte[] paths = new byte[Abi.FB_UNIX_PATHS * Abi.FB_UNIX_PATH_SIZE];
        for (int i = 0; i < sockets.size(); i++) {
            byte[] path = sockets.get(i).toString().getBytes(UTF_8);
            if (path.length >= Abi.FB_UNIX_PATH_SIZE) {
                throw new IllegalArgumentException("a socket's path is too long: " + sockets.get(i));
            }
            System.arraycopy(path, 0, paths, i * Abi.FB_UNIX_PATH_SIZE, path.length);
        }
        return paths;
    }

    @Override
    public void close() {
        program.close();
    }
}
