// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.filter.LoadedObject;
import dev.firebreak.bpf.filter.ObjectFile;
import dev.firebreak.bpf.jni.Descriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The answerer on a host's devices: turns the denied questions that lock 1 marked into NXDOMAIN. Loaded once for a network
 * namespace, pinned, shared by all runs in it. Callers hold a lock of the host while they open, cover or detach it.
 */
public final class HostAnswerer implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of("fb_answer_eth", "fb_answer_l3");
    private static final String PROBES = "fb_probes";

    private final LoadedObject object;
    private final FilterConfig config;
    private final Path directory;
    private final Path hooks;

    private HostAnswerer(LoadedObject object, FilterConfig config, Path directory) {
        this.object = object;
        this.config = config;
        this.directory = directory;
        this.hooks = directory.resolve("devices");
    }

    /**
     * Opens the answerer that is pinned there, or loads and pins one. What a crash left half pinned is made anew.
     *
     * @param directory one for each network namespace, as in /sys/fs/bpf/firebreak/v1/host/NETNS
     * @param config its mark and ports must be those of the pinned one
     */
    public static HostAnswerer open(Path directory, FilterConfig config) {
        if (LoadedObject.isPinned(directory)) {
            return new HostAnswerer(LoadedObject.openPinned(directory), config, directory);
        }
        LoadedObject.removePins(directory);
        LoadedObject object = ObjectFile.load(config, PROGRAMS);
        try {
            object.pin(directory);
            Files.createDirectories(directory.resolve("devices"));
            return new HostAnswerer(object, config, directory);
        } catch (IOException e) {
            object.close();
            throw new UncheckedIOException("making " + directory.resolve("devices"), e);
        } catch (RuntimeException e) {
            object.close();
            throw e;
        }
    }

    /**
     * Covers the device that leads to this nameserver from the calling thread's network namespace: attaches there unless it
     * is attached, and sends a probe packet out of it. An attachment whose probe is not seen is made anew once; one that
     * stays unseen is taken off again.
     */
    public Coverage cover(InetAddress nameserver) {
        try {
            Device device = NetworkNamespace.towards(nameserver);
            Optional<DeviceHook> present = DeviceHook.pinned(hooks).stream()
                    .filter(hook -> hook.device() == device.index())
                    .findAny();
            if (present.isPresent()) {
                if (isSeen(device, nameserver)) {
                    return new Coverage.Covered(device);
                }
                present.get().detach();
            }
            DeviceHook hook = attach(device);
            if (isSeen(device, nameserver)) {
                return new Coverage.Covered(device);
            }
            hook.detach();
            return new Coverage.NotCovered(
                    nameserver.getHostAddress(),
                    "a probe packet out of " + device.name()
                            + " did not reach our program: a program or rule before it took the packet");
        } catch (BpfException e) {
            return new Coverage.NotCovered(nameserver.getHostAddress(), String.valueOf(e.getMessage()));
        }
    }

    private DeviceHook attach(Device device) {
        Descriptor program = object.program(device.ethernet() ? "fb_answer_eth" : "fb_answer_l3");
        return DeviceHook.tcx(program, device, hooks).orElseGet(() -> DeviceHook.clsact(program, device, 0, hooks));
    }

    private boolean isSeen(Device device, InetAddress nameserver) {
        return ProbePacket.isSeen(object.map(PROBES), config, device, nameserver);
    }

    /** Takes the answerer off every device and removes its pins (the folder stays): the last run is over. */
    public void detach() {
        DeviceHook.pinned(hooks).forEach(DeviceHook::detach);
        try {
            Files.deleteIfExists(hooks);
            LoadedObject.removePins(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("removing " + directory, e);
        }
    }

    @Override
    public void close() {
        object.close();
    }
}
