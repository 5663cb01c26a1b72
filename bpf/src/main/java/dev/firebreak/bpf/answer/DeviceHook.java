// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program at a device's egress, remembered by a pin whose name says all that its removal needs: INDEX-tcx is the link
 * itself; INDEX-clsact-PRIORITY-HANDLE-made (or -found) is the filter's program, and whether the qdisc was made for it.
 */
record DeviceHook(Path pin, int device) {
    private static final Pattern CLSACT = Pattern.compile("(\\d+)-clsact-(\\d+)-(\\d+)-(made|found)");
    private static final Pattern TCX = Pattern.compile("(\\d+)-tcx");
    private static final int INVALID = 22; // EINVAL: this kernel does not know the attach type
    private static final int NO_ENTRY = 2; // ENOENT
    private static final int NO_DEVICE = 19; // ENODEV
    private static final int NO_LINK = 67; // ENOLINK

    /** Attaches before all others by tcx; empty where the kernel has no tcx (below 6.6). */
    static Optional<DeviceHook> tcx(Descriptor program, Device device, Path folder) {
        int link = Native.link0(program.number(), device.index(), Abi.FB_TCX_EGRESS, Abi.FB_F_BEFORE);
        if (link == -INVALID) {
            return Optional.empty();
        }
        try (var descriptor = new Descriptor(Errno.check(link, "attach to " + device.name() + " by tcx"))) {
            var hook = new DeviceHook(folder.resolve(device.index() + "-tcx"), device.index());
            descriptor.pin(hook.pin());
            return Optional.of(hook);
        }
    }

    /**
     * Attaches by a clsact filter, first of its preference.
     *
     * @param classid what the program reads as tc_classid; 0: none
     */
    static DeviceHook clsact(Descriptor program, Device device, int classid, Path folder) {
        int[] filter = new int[3];
        Errno.check(
                Native.addClsact0(
                        device.index(), program.number(), classid, Bytes.strings(List.of("firebreak")), filter),
                "attach to " + device.name() + " by clsact");
        String name =
                "%d-clsact-%d-%d-%s".formatted(device.index(), filter[0], filter[1], filter[2] == 1 ? "made" : "found");
        var hook = new DeviceHook(folder.resolve(name), device.index());
        program.pin(hook.pin());
        return hook;
    }

    /** Returns the hooks pinned in a folder. */
    static List<DeviceHook> pinned(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<DeviceHook> hooks = new ArrayList<>();
        try (var pins = Files.newDirectoryStream(folder)) {
            for (Path pin : pins) {
                String name = pin.getFileName().toString();
                hooks.add(new DeviceHook(pin, Integer.parseInt(name.substring(0, name.indexOf('-')))));
            }
            return hooks;
        } catch (IOException e) {
            throw new UncheckedIOException("listing the pins of " + folder, e);
        }
    }

    /** Takes the program off its device, in whose network namespace the caller is; a device that is gone is fine. */
    void detach() {
        String name = pin.getFileName().toString();
        Matcher clsact = CLSACT.matcher(name);
        if (clsact.matches()) {
            int result = Native.removeClsact0(
                    device,
                    Integer.parseInt(clsact.group(2)),
                    Integer.parseInt(clsact.group(3)),
                    clsact.group(4).equals("made"));
            if (result != -NO_ENTRY && result != -NO_DEVICE && result != -INVALID) {
                Errno.check(result, "detach from the device " + device);
            }
        } else if (TCX.matcher(name).matches()) {
            try (Descriptor link = Descriptor.openPinned(pin)) {
                int result = Native.unlink0(link.number());
                // A link whose device went before it says so.
                if (result != -NO_LINK && result != -NO_DEVICE) {
                    Errno.check(result, "detach from the device " + device);
                }
            }
        }
        try {
            Files.delete(pin);
        } catch (IOException e) {
            throw new UncheckedIOException("removing the pin " + pin, e);
        }
    }
}
