// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.jni;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where the compiled C lies: in the folder that the system property {@code firebreak.native} names, else in the jar
 * (from which the library is copied to a temporary file, for the linker takes files only).
 */
public final class Artefacts {
    private static final String LIBRARY = "libfirebreak.so";

    private Artefacts() {}

    /** Returns the bytes of an object file. */
    public static byte[] read(String name) {
        String folder = System.getProperty("firebreak.native");
        try {
            if (folder != null) {
                return Files.readAllBytes(Path.of(folder, name));
            }
            try (InputStream in = Artefacts.class.getResourceAsStream("/native/" + name)) {
                if (in == null) {
                    throw new IllegalStateException(name + " is not in the jar: build the bpf module");
                }
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }

    // Loading a native library is what this class is for; --enable-native-access says yes to it.
    @SuppressWarnings("restricted")
    static void loadLibrary() {
        String folder = System.getProperty("firebreak.native");
        if (folder != null) {
            System.load(Path.of(folder, LIBRARY).toAbsolutePath().toString());
            return;
        }
        try {
            Path copy = Files.createTempFile("libfirebreak", ".so");
            try (InputStream in = Artefacts.class.getResourceAsStream("/native/" + LIBRARY)) {
                if (in == null) {
                    throw new IllegalStateException(LIBRARY + " is not in the jar: build the bpf module");
                }
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                System.load(copy.toString());
            } finally {
                // Mapped by now; the name is not needed any more.
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("loading " + LIBRARY, e);
        }
    }
}
