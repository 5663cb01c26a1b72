// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.bpf.filter.FilterConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The answerer on a host's devices: turns the denied questions that lock 1 marked into NXDOMAIN. Loaded once for a network
 * namespace, pinned, shared by all runs in it. Callers hold a lock of the host while they open, cover or detach it.
 */
public final class HostAnswerer implements AutoCloseable {
    private final AnswererPrograms programs;
    private final Path hooks;

    private HostAnswerer(AnswererPrograms programs, Path directory) {
        this.programs = programs;
        this.hooks = directory.resolve("devices");
    }

    /**
     * Opens the answerer of a folder; its programs are loaded when a device first needs them.
     *
     * @param directory one for each network namespace, as in /sys/fs/bpf/firebreak/v1/host/NETNS
     * @param config of programs that are not pinned there yet; the mark of those that are must be the same
     */
    public static HostAnswerer open(Path directory, FilterConfig config) {
        return new HostAnswerer(new AnswererPrograms(directory, config, Optional.empty()), directory);
    }

    /** The same, but for Ethernet devices takes the program that the filter brought with it, which saves a load. */
    public static HostAnswerer open(Path directory, Filter filter) {
        return new HostAnswerer(
                new AnswererPrograms(directory, filter.config(), Optional.of(filter.object())), directory);
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
                if (programs.see(device, nameserver)) {
                    return new Coverage.Covered(device);
                }
                present.get().detach();
            }
            DeviceHook hook = attach(device);
            if (programs.see(device, nameserver)) {
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
        try {
            Files.createDirectories(hooks);
        } catch (IOException e) {
            throw new UncheckedIOException("making " + hooks + " (is it in a bpffs?)", e);
        }
        var program = programs.answering(device);
        return DeviceHook.tcx(program, device, hooks).orElseGet(() -> DeviceHook.clsact(program, device, 0, hooks));
    }

    /** Takes the answerer off every device and removes its pins (the folder stays): the last run is over. */
    public void detach() {
        DeviceHook.pinned(hooks).forEach(DeviceHook::detach);
        try {
            Files.deleteIfExists(hooks);
        } catch (IOException e) {
            throw new UncheckedIOException("removing " + hooks, e);
        }
        programs.unpin();
    }

    @Override
    public void close() {
        programs.close();
    }
}
