// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

import dev.firebreak.agent.disk.WholeFile;
import dev.firebreak.policy.compiled.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Payloads on the node's disk, one file a digest. Whoever reads checks the digest, so a damaged file does no harm. */
final class PayloadCache {
    private static final System.Logger LOG = System.getLogger(PayloadCache.class.getName());
    private static final String ENDING = ".payload";

    /** No payload is larger: 128 chunks. A larger file is not ours. */
    private static final long MAX_BYTES = 128L * Chunk.MAX_BYTES;

    private final Path folder;

    PayloadCache(Path folder) {
        this.folder = folder;
    }

    /** The file's bytes; empty where there is none that can be read. */
    Optional<byte[]> read(Digest digest) {
        Path file = file(digest);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cached list not read file={0}: {1}", file, e);
            return Optional.empty();
        }
    }

    /** Keeps a payload; a failure is logged, for the agent works without. */
    void write(Digest digest, byte[] payload) {
        try {
            WholeFile.write(file(digest), payload);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "list not cached digest={0}: {1}", digest.hex(), e);
        }
    }

    /** Removes one. */
    void remove(Digest digest) {
        delete(file(digest));
    }

    /** Removes all but these. */
    void keepOnly(Set<Digest> digests) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Set<String> kept =
                digests.stream().map(digest -> digest.hex() + ENDING).collect(java.util.stream.Collectors.toSet());
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> !kept.contains(file.getFileName().toString())).forEach(this::delete);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cached lists not looked through folder={0}: {1}", folder, e);
        }
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cached list not removed file={0}: {1}", file, e);
        }
    }

    private Path file(Digest digest) {
        return folder.resolve(digest.hex() + ENDING);
    }
}
