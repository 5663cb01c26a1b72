// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.bpf.filter.LoadedObject;
import dev.firebreak.bpf.filter.ObjectFile;
import dev.firebreak.bpf.jni.Descriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The two programs of a host's answerer, each with the map that counts its probe packets; pinned, and loaded when first
 * asked for. What a crash left half pinned is made anew.
 */
final class AnswererPrograms implements AutoCloseable {
    private enum Kind {
        ETHERNET("fb_answer_eth"),
        PLAIN("fb_answer_l3");

        private final String program;

        Kind(String program) {
            this.program = program;
        }
    }

    private static final String PROBES = "fb_probes";

    private final Path directory;
    private final FilterConfig config;
    private final Optional<LoadedObject> filter;
    private final Map<Kind, LoadedObject> open = new EnumMap<>(Kind.class);

    AnswererPrograms(Path directory, FilterConfig config, Optional<LoadedObject> filter) {
        this.directory = directory;
        this.config = config;
        this.filter = filter;
    }

    /** Returns the program for a device's kind. */
    Descriptor answering(Device device) {
        Kind kind = kind(device);
        return object(kind).program(kind.program);
    }

    /** Tells whether the program sees what leaves by this device. */
    boolean see(Device device, InetAddress towards) {
        return ProbePacket.isSeen(object(kind(device)).map(PROBES), config, device, towards);
    }

    private static Kind kind(Device device) {
        return device.ethernet() ? Kind.ETHERNET : Kind.PLAIN;
    }

    private LoadedObject object(Kind kind) {
        return open.computeIfAbsent(kind, this::openOrPin);
    }

    private LoadedObject openOrPin(Kind kind) {
        Path folder = folder(kind);
        if (!LoadedObject.isPinned(folder)) {
            LoadedObject.removePins(folder);
            Optional<LoadedObject> ready = filter.filter(object -> object.hasProgram(kind.program));
            if (ready.isPresent()) {
                pin(ready.get(), kind, folder);
            } else {
                try (var loaded = ObjectFile.load(config, List.of(kind.program))) {
                    pin(loaded, kind, folder);
                }
            }
        }
        return LoadedObject.openPinned(folder);
    }

    /** Not the other maps: a run's lists must not stay in memory for as long as another run uses the answerer. */
    private static void pin(LoadedObject object, Kind kind, Path folder) {
        object.pin(folder, List.of(kind.program), List.of(PROBES));
    }

    private Path folder(Kind kind) {
        return directory.resolve(kind == Kind.ETHERNET ? "ethernet" : "plain");
    }

    /** Removes the pins; what they held goes with its last user. */
    void unpin() {
        for (Kind kind : Kind.values()) {
            LoadedObject.removePins(folder(kind));
            try {
                Files.deleteIfExists(folder(kind));
            } catch (IOException e) {
                throw new UncheckedIOException("removing " + folder(kind), e);
            }
        }
    }

    @Override
    public void close() {
        open.values().forEach(LoadedObject::close);
    }
}
