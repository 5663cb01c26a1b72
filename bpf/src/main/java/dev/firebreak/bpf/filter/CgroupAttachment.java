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
import java.util.ArrayList;
import java.util.List;

/**
 * A cgroup held to a scope by pinned links. {@link #close()} lets go of the descriptors and changes nothing;
 * {@link #detach()} ends it.
 */
public final class CgroupAttachment implements AutoCloseable {
    /** A program's place at the cgroup; open: its twin for a late attach, the same where it never refuses. */
    private record Place(String program, String open, int attachType) {}

    /** Lock 1 first: an answer without a question is nothing. The flagging hooks before it: they refuse nothing. */
    private static final List<Place> PLACES = List.of(
            new Place("fb_connect4", "fb_connect4", Abi.BPF_CGROUP_INET4_CONNECT),
            new Place("fb_connect6", "fb_connect6", Abi.BPF_CGROUP_INET6_CONNECT),
            new Place("fb_sendmsg4", "fb_sendmsg4", Abi.BPF_CGROUP_UDP4_SENDMSG),
            new Place("fb_sendmsg6", "fb_sendmsg6", Abi.BPF_CGROUP_UDP6_SENDMSG),
            new Place("fb_egress", "fb_egress_open", Abi.BPF_CGROUP_INET_EGRESS),
            new Place("fb_ingress", "fb_ingress_open", Abi.BPF_CGROUP_INET_INGRESS));

    private final List<Descriptor> links;
    private final Path pins;

    private CgroupAttachment(List<Descriptor> links, Path pins) {
        this.links = links;
        this.pins = pins;
    }

    static CgroupAttachment closed(LoadedObject object, Cgroup cgroup, Scope scope, Path pins) {
        var attachment = link(object, cgroup, pins, false);
        try {
            writeStorage(object, cgroup, scope);
            return attachment;
        } catch (RuntimeException e) {
            attachment.close();
            throw e;
        }
    }

    static CgroupAttachment late(LoadedObject object, Cgroup cgroup, Scope scope, Path pins) {
        var attachment = link(object, cgroup, pins, true);
        try {
            writeStorage(object, cgroup, scope);
            for (int i = 0; i < PLACES.size(); i++) {
                Place place = PLACES.get(i);
                if (!place.open().equals(place.program())) {
                    Errno.check(
                            Native.relink0(
                                    attachment.links.get(i).number(),
                                    object.program(place.program()).number()),
                            "close " + place.open() + " at " + cgroup.path());
                }
            }
            return attachment;
        } catch (RuntimeException e) {
            attachment.close();
            throw e;
        }
    }

    private static CgroupAttachment link(LoadedObject object, Cgroup cgroup, Path pins, boolean open) {
        var links = new ArrayList<Descriptor>();
        var attachment = new CgroupAttachment(links, pins);
        try (Descriptor folder = Descriptor.open(cgroup.path())) {
            Files.createDirectories(pins);
            for (Place place : PLACES) {
                String name = open ? place.open() : place.program();
                var link = new Descriptor(Errno.check(
                        Native.link0(object.program(name).number(), folder.number(), place.attachType(), 0),
                        "attach " + name + " to " + cgroup.path()));
                links.add(link);
                link.pin(pins.resolve(place.program()));
            }
            return attachment;
        } catch (IOException e) {
            attachment.close();
            throw new UncheckedIOException("making the folder of pins " + pins + " (is it in a bpffs?)", e);
        } catch (RuntimeException e) {
            attachment.close();
            throw e;
        }
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
        var links = new ArrayList<Descriptor>();
        for (Place place : PLACES) {
            Path pin = pins.resolve(place.program());
            if (Files.exists(pin)) {
                links.add(Descriptor.openPinned(pin));
            }
        }
        return new CgroupAttachment(links, pins);
    }

    /** Ends it: the links are detached, whoever else holds them, and their pins removed. */
    public void detach() {
        for (Descriptor link : links) {
            Errno.check(Native.unlink0(link.number()), "detach from the cgroup of " + pins);
        }
        try {
            for (Place place : PLACES) {
                Files.deleteIfExists(pins.resolve(place.program()));
            }
            Files.deleteIfExists(pins);
        } catch (IOException e) {
            throw new UncheckedIOException("removing the pins " + pins, e);
        }
        close();
    }

    @Override
    public void close() {
        links.forEach(Descriptor::close);
    }
}
