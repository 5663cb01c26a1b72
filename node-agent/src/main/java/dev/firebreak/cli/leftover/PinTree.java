// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of pins in a bpffs. */
public final class PinTree {
    private PinTree() {}

    /**
     * Removes a folder with all pins in it; what they held goes with the last reference to it. Symbolic links are what a
     * run is known by, so they go last: a removal that was cut short can be taken up again.
     */
    public static void remove(Path folder) throws IOException {
        List<Path> known = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (Files.isSymbolicLink(entry)) {
                known.add(entry);
            } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                remove(entry);
            } else {
                Files.deleteIfExists(entry);
            }
        }
        for (Path link : known) {
            Files.deleteIfExists(link);
        }
        Files.deleteIfExists(folder);
    }

    /** What is in a folder, in no order; nothing where there is no folder. */
    public static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException gone) {
            return List.of();
        }
        return entries;
    }
}
