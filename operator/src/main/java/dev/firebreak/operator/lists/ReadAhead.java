// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.lists;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads ConfigMaps one after the other, always the next one while its user parses the one before: a list of a million
 * names lies in some twenty, and fetching them takes as long as parsing. Never more than two are held.
 */
final class ReadAhead implements AutoCloseable {
    private final ListSource source;
    private final Queue<ListMap> left;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("list-reader").daemon().factory());
    private CompletableFuture<Optional<ListSource.Content>> ahead;

    /** Begins to read the first of {@code maps}. */
    ReadAhead(ListSource source, Collection<ListMap> maps) {
        this.source = source;
        this.left = new ArrayDeque<>(maps);
        this.ahead = begin();
    }

    /** What the next ConfigMap holds, in the order given. Throws what the source threw. */
    Optional<ListSource.Content> next() {
        try {
            Optional<ListSource.Content> content = ahead.join();
            ahead = begin();
            return content;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletableFuture<Optional<ListSource.Content>> begin() {
        ListMap map = left.poll();
        return map == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : CompletableFuture.supplyAsync(() -> source.read(map), reader);
    }

    /** Returns at once; a reading that nobody waits for any more comes to its own end. */
    @Override
    public void close() {
        reader.shutdown();
    }
}
