// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.filter;

import dev.firebreak.bpf.jni.Descriptor;
import dev.firebreak.bpf.jni.KernelMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Programs and maps by name, as loaded or as pinned. A pin lies at maps/NAME or programs/NAME; a folder is whole when it
 * has the pin of its config, which is made last.
 */
public final class LoadedObject implements AutoCloseable {
    /** The pin of the map behind .rodata (a pin's name holds no dot). */
    static final String CONFIG = "config";

    private final Map<String, Descriptor> maps;
    private final Map<String, Descriptor> programs;

    LoadedObject(Map<String, Descriptor> programs, Map<String, Descriptor> maps) {
        this.programs = programs;
        this.maps = maps;
    }

    /** Returns the map of this name; a name that was not loaded is our own mistake. */
    public KernelMap map(String name) {
        return new KernelMap(name, named(maps, name));
    }

    /** Returns the program of this name; a name that was not loaded is our own mistake. */
    public Descriptor program(String name) {
        return named(programs, name);
    }

    private static Descriptor named(Map<String, Descriptor> all, String name) {
        return Optional.ofNullable(all.get(name))
                .orElseThrow(() -> new IllegalArgumentException("not loaded: " + name));
    }

    /** Tells whether a program of this name is there. */
    public boolean hasProgram(String name) {
        return programs.containsKey(name);
    }

    /** Pins everything, in a folder that is made. */
    public void pin(Path directory) {
        pin(directory, List.copyOf(programs.keySet()), List.copyOf(maps.keySet()));
    }

    /** Pins some programs and maps, and the config, in a folder that is made. */
    public void pin(Path directory, List<String> somePrograms, List<String> someMaps) {
        try {
            Files.createDirectories(directory.resolve("maps"));
            Files.createDirectories(directory.resolve("programs"));
        } catch (IOException e) {
            throw new UncheckedIOException("making " + directory + " (is it in a bpffs?)", e);
        }
        for (String name : somePrograms) {
            program(name).pin(directory.resolve("programs").resolve(name));
        }
        for (String name : someMaps) {
            if (!name.equals(CONFIG)) {
                map(name).descriptor().pin(directory.resolve("maps").resolve(name));
            }
        }
        // Last: it says that all the others are there.
        map(CONFIG).descriptor().pin(directory.resolve("maps").resolve(CONFIG));
    }

    /** Tells whether a folder has the pins of a whole object. */
    public static boolean isPinned(Path directory) {
        return Files.exists(directory.resolve("maps").resolve(CONFIG));
    }

    /** Removes the pins of an object, whole or not, but not the folder itself. */
    public static void removePins(Path directory) {
        try {
            // The config first: from then on it does not count as pinned.
            Files.deleteIfExists(directory.resolve("maps").resolve(CONFIG));
            for (String kind : List.of("maps", "programs")) {
                removeAll(directory.resolve(kind));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("removing the pins of " + directory, e);
        }
    }

    private static void removeAll(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var pins = Files.newDirectoryStream(folder)) {
            for (Path pin : pins) {
                Files.delete(pin);
            }
        }
        Files.delete(folder);
    }

    /**
     * Opens what is pinned in a folder.
     *
     * @throws OtherAbiException when another version of Firebreak pinned it
     */
    public static LoadedObject openPinned(Path directory) {
        var programs = new LinkedHashMap<String, Descriptor>();
        var maps = new LinkedHashMap<String, Descriptor>();
        var opened = new LoadedObject(programs, maps);
        try {
            openAll(directory.resolve("programs"), programs);
            openAll(directory.resolve("maps"), maps);
            ConfigBytes.read(opened.map(CONFIG), directory);
            return opened;
        } catch (IOException e) {
            opened.close();
            throw new UncheckedIOException("opening the pins of " + directory, e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static void openAll(Path folder, Map<String, Descriptor> into) throws IOException {
        try (var pins = Files.newDirectoryStream(folder)) {
            for (Path pin : pins) {
                into.put(pin.getFileName().toString(), Descriptor.openPinned(pin));
            }
        }
    }

    @Override
    public void close() {
        programs.values().forEach(Descriptor::close);
        maps.values().forEach(Descriptor::close);
    }
}
