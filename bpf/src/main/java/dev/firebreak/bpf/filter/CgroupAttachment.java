// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import dev.firebreak.bpf.scope.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cgroup held to a scope by pinned links. {@link #close()} lets go of the descriptors and changes nothing;
 * {@link #detach()} ends it.
 */
public final class CgroupAttachment implements AutoCloseable {
    /** A program's place at the cgroup. */
    private record Place(String program, int attachType) {}

    private static final List<Place> LOCKS = List.of(
            new Place("fb_egress", Abi.BPF_CGROUP_INET_EGRESS), new Place("fb_ingress", Abi.BPF_CGROUP_INET_INGRESS));
    private static final List<Place> FLAGS = List.of(
            new Place("fb_connect4", Abi.BPF_CGROUP_INET4_CONNECT),
            new Place("fb_connect6", Abi.BPF_CGROUP_INET6_CONNECT),
            new Place("fb_sendmsg4", Abi.BPF_CGROUP_UDP4_SENDMSG),
            new Place("fb_sendmsg6", Abi.BPF_CGROUP_UDP6_SENDMSG));
    private static final String OPEN = "_open";

    private final Path pins;
    private final Map<String, Descriptor> links = new LinkedHashMap<>();

    private CgroupAttachment(Path pins) {
        this.pins = pins;
    }

    /** See {@link Filter#attach}. */
    static CgroupAttachment closed(LoadedObject object, Cgroup cgroup, Scope scope, Path pins) {
        return make(cgroup, pins, (attachment, folder) -> {
            LOCKS.forEach(lock -> attachment.link(object, lock, "", folder));
            FLAGS.forEach(flag -> attachment.link(object, flag, "", folder));
            writeStorage(object, cgroup, scope);
        });
    }

    /** See {@link Filter#attachLate}. The flagging hooks come last, for they refuse where no scope is. */
    static CgroupAttachment late(LoadedObject object, Cgroup cgroup, Scope scope, Path pins) {
        return make(cgroup, pins, (attachment, folder) -> {
            LOCKS.forEach(lock -> attachment.link(object, lock, OPEN, folder));
            writeStorage(object, cgroup, scope);
            LOCKS.forEach(lock -> attachment.relink(object, lock));
            FLAGS.forEach(flag -> attachment.link(object, flag, "", folder));
        });
    }

    private interface Steps {
        void take(CgroupAttachment attachment, Descriptor folder);
    }

    /** What fails half-way lets go and leaves the pins: what is attached stays closed until somebody detaches it. */
    private static CgroupAttachment make(Cgroup cgroup, Path pins, Steps steps) {
        var attachment = new CgroupAttachment(pins);
        try (Descriptor folder = Descriptor.open(cgroup.path())) {
            Files.createDirectories(pins);
            steps.take(attachment, folder);
            return attachment;
        } catch (IOException e) {
            attachment.close();
            throw new UncheckedIOException("making the folder of pins " + pins + " (is it in a bpffs?)", e);
        } catch (RuntimeException e) {
            attachment.close();
            throw e;
        }
    }

    /** A link that is pinned already is of an attachment that was cut short: it is taken over, with the closed program. */
    private void link(LoadedObject object, Place place, String twin, Descriptor folder) {
        String program = place.program() + twin;
        if (Files.exists(pins.resolve(place.program()))) {
            links.put(place.program(), Descriptor.openPinned(pins.resolve(place.program())));
            relink(object, place);
            return;
        }
        var link = new Descriptor(Errno.check(
                Native.link0(object.program(program).number(), folder.number(), place.attachType(), 0),
                "attach " + program));
        links.put(place.program(), link);
        link.pin(pins.resolve(place.program()));
    }

    /** Puts the object's closed program in the place of whatever the link has, at one stroke. */
    private void relink(LoadedObject object, Place place) {
        Descriptor link = links.get(place.program());
        if (link == null) {
            throw new IllegalStateException(pins + " has no link of " + place.program());
        }
        Errno.check(
                Native.relink0(link.number(), object.program(place.program()).number()),
                "put " + place.program() + " in its place");
    }

    /** Zero until now, which denies; from here on the scope is in force. Read back, for all that follows trusts it. */
    private static void writeStorage(LoadedObject object, Cgroup cgroup, Scope scope) {
        try {
            byte[] key = Bytes.of(cgroup.id());
            var storage = object.map("fb_cgroup");
            storage.put(key, Bytes.of(scope.id()), 0);
            long stands =
                    Bytes.view(storage.get(key, Long.BYTES, 0).orElseThrow()).getLong(0);
            if (stands != scope.id()) {
                throw new IllegalStateException(
                        "the storage of " + cgroup.path() + " reads " + stands + ", not " + scope.id());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading the id of " + cgroup.path(), e);
        }
    }

    /** Opens the links pinned in this folder, of a cgroup that was attached before. */
    public static CgroupAttachment openPinned(Path pins) {
        var attachment = new CgroupAttachment(pins);
        for (List<Place> places : List.of(LOCKS, FLAGS)) {
            for (Place place : places) {
                Path pin = pins.resolve(place.program());
                if (Files.exists(pin)) {
                    attachment.links.put(place.program(), Descriptor.openPinned(pin));
                }
            }
        }
        return attachment;
    }

    /** Ends it: the links are detached, whoever else holds them, and their pins removed. */
    public void detach() {
        try {
            for (var link : links.entrySet()) {
                Errno.check(Native.unlink0(link.getValue().number()), "detach " + link.getKey());
                Files.deleteIfExists(pins.resolve(link.getKey()));
            }
            Files.deleteIfExists(pins);
        } catch (IOException e) {
            throw new UncheckedIOException("removing the pins " + pins, e);
        }
        close();
    }

    @Override
    public void close() {
        links.values().forEach(Descriptor::close);
    }
}
