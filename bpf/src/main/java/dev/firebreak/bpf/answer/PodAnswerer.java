// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.bpf.filter.LoadedObject;
import dev.firebreak.bpf.jni.Artefacts;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import dev.firebreak.bpf.scope.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answerer in a pod's network namespace: on every device the node's one judge, which judges every DNS packet by the
 * pod's scope, whether or not lock 1 saw it.
 */
public final class PodAnswerer {
    private static final String ENTER = "firebreak_enter.bpf.o";

    private PodAnswerer() {}

    /**
     * Attaches the judge to all devices of a namespace that do not have it, and covers those that lead to the nameservers and whose probe packet
     * was seen; denied questions that leave by others are dropped by lock 1 (EPERM).
     *
     * @param filter loaded with {@link Filter#POD_PROGRAMS}
     * @param namespace as in /run/netns/NAME or /proc/PID/ns/net
     * @param scope its id fits 32 bits
     * @param pins a folder of a bpffs, made
     * @throws BpfException when a device cannot be entered at all: the pod is then not fit to start
     */
    public static List<Coverage> install(
            Filter filter, Path namespace, Scope scope, List<InetAddress> nameservers, Path pins) throws Exception {
        if (scope.id() >>> Integer.SIZE != 0) {
            throw new IllegalArgumentException("scope " + scope.id() + " does not fit a classid");
        }
        Files.createDirectories(pins);
        return NetworkNamespace.inside(namespace, () -> {
            attachWhereMissing(filter.object(), scope, pins);
            List<Coverage> coverages = new ArrayList<>();
            for (InetAddress nameserver : nameservers) {
                coverages.add(cover(filter, scope, nameserver));
            }
            return coverages;
        });
    }

    /**
     * Looks whether the judge is still at work on the devices that lead to the nameservers, and puts it back where it is not;
     * devices that came since get it, too.
     *
     * @return the devices where it had been taken off
     */
    public static List<Device> restore(
            Filter filter, Path namespace, Scope scope, List<InetAddress> nameservers, Path pins) throws Exception {
        return NetworkNamespace.inside(namespace, () -> {
            attachWhereMissing(filter.object(), scope, pins);
            List<Device> restored = new ArrayList<>();
            for (InetAddress nameserver : nameservers) {
                try {
                    Device device = NetworkNamespace.towards(nameserver);
                    if (!isSeen(filter, device, nameserver)) {
                        hooks(pins, device).forEach(DeviceHook::detach);
                        filter.covers().remove(device);
                        attach(filter.object(), device, (int) scope.id(), pins);
                        if (cover(filter, scope, nameserver) instanceof Coverage.Covered) {
                            restored.add(device);
                        }
                    }
                } catch (BpfException noRoute) {
                    // Nothing can be asked of this nameserver.
                }
            }
            return restored;
        });
    }

    /** Removes the pins of a namespace that is gone, and what the filter knows of its devices: its number comes back. */
    public static void forget(Filter filter, int namespace, Path pins) throws IOException {
        for (DeviceHook hook : DeviceHook.pinned(pins)) {
            filter.covers().remove(new Device(namespace, hook.device(), "", false, false));
            Files.delete(hook.pin());
        }
        Files.deleteIfExists(pins);
    }

    private static void attachWhereMissing(LoadedObject object, Scope scope, Path pins) throws IOException {
        for (Device device : NetworkNamespace.devices()) {
            if (hooks(pins, device).isEmpty()) {
                attach(object, device, (int) scope.id(), pins);
            }
        }
    }

    private static List<DeviceHook> hooks(Path pins, Device device) {
        return DeviceHook.pinned(pins).stream()
                .filter(hook -> hook.device() == device.index())
                .toList();
    }

    /** Takes the judge off every device of the namespace again and removes the pins. */
    public static void detach(Path namespace, Path pins) throws Exception {
        NetworkNamespace.inside(namespace, () -> {
            DeviceHook.pinned(pins).forEach(DeviceHook::detach);
            return Optional.empty();
        });
        Files.deleteIfExists(pins);
    }

    private static void attach(LoadedObject object, Device device, int scope, Path pins) throws IOException {
        Descriptor judge = object.program(device.ethernet() ? "fb_judge_eth" : "fb_judge_l3");
        try (Stub stub = Stub.load(judge, scope)) {
            if (DeviceHook.tcx(stub.program(), device, pins).isPresent()) {
                // The link holds the stub, but only we hold the judge that it calls: a program array lets go of its
                // programs when no descriptor and no pin is left of it.
                stub.judges().pin(pins.resolve(device.index() + "-judge"));
                return;
            }
        }
        DeviceHook.clsact(judge, device, scope, pins);
    }

    private static Coverage cover(Filter filter, Scope scope, InetAddress nameserver) {
        try {
            Device device = NetworkNamespace.towards(nameserver);
            if (isSeen(filter, device, nameserver)) {
                filter.covers().add(device, scope.id());
                return new Coverage.Covered(device);
            }
            return new Coverage.NotCovered(
                    nameserver.getHostAddress(),
                    "a probe packet out of " + device.name() + " did not reach our program");
        } catch (BpfException e) {
            return new Coverage.NotCovered(nameserver.getHostAddress(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean isSeen(Filter filter, Device device, InetAddress nameserver) {
        return ProbePacket.isSeen(filter.object().map("fb_probes"), filter.config(), device, nameserver);
    }

    /** The few instructions in front of the judge under tcx, whose links carry no classid (firebreak_enter.bpf.c). */
    private record Stub(Descriptor program, Descriptor judges) implements AutoCloseable {

        static Stub load(Descriptor judge, int scope) {
            int[] descriptors = new int[2];
            Errno.check(
                    Native.load0(
                            Artefacts.read(ENTER),
                            Bytes.strings(List.of("fb_enter_scope")),
                            Bytes.of(scope),
                            Bytes.strings(List.of("fb_enter")),
                            new int[] {-1},
                            Bytes.strings(List.of("fb_judges")),
                            new int[] {0},
                            descriptors),
                    "load " + ENTER);
            var stub = new Stub(new Descriptor(descriptors[0]), new Descriptor(descriptors[1]));
            Errno.check(
                    Native.update0(stub.judges().number(), Bytes.of(0), Bytes.of(judge.number()), 0),
                    "put the judge behind its stub");
            return stub;
        }

        @Override
        public void close() {
            program.close();
            judges.close();
        }
    }
}
