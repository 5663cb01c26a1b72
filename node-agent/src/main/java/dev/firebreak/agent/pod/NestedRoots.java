// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node that is itself in a container (kind) writes paths from its own root, which lies somewhere below ours. Looked for
 * from the top, and remembered: all pods of a node are below the same one.
 */
final class NestedRoots {
    /** A node in a container in a slice, with room to spare; each level is read only on a node that is nested. */
    private static final int DEEPEST = 6;

    private final Path root;
    private volatile Path last;

    NestedRoots(Path root) {
        this.root = root;
        this.last = root;
    }

    /** The one directory below the root that ends with this path; none if there are two. */
    Optional<Path> find(Path relative) {
        Path remembered = last.resolve(relative);
        if (Files.isDirectory(remembered)) {
            return Optional.of(remembered);
        }
        List<Path> found = search(relative);
        if (found.size() != 1) {
            return Optional.empty();
        }
        last = found.getFirst();
        return Optional.of(last.resolve(relative));
    }

    private List<Path> search(Path relative) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    if (!Files.isDirectory(directory.resolve(relative))) {
                        return FileVisitResult.CONTINUE;
                    }
                    found.add(directory);
                    return FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE; // cgroups come and go while we read
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return List.of(); // the root itself is unreadable: nothing is there for us
        }
        return found;
    }
}
