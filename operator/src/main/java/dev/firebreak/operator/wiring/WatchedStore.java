// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An informer's store that tells an index of each object and keeps nothing but its name. Called while the informer
 * lists: when it says that it has synced, the index is complete, too.
 */
final class WatchedStore<R extends HasMetadata> extends TransformingItemStore<R> {
    private final Consumer<R> seen;
    private final Consumer<R> gone;

    /**
     * @param shell makes an object of the kind without anything in it
     * @param seen takes every object, whole
     * @param gone takes the shell of an object that is no longer there
     */
    WatchedStore(Function<R, R> shell, Consumer<R> seen, Consumer<R> gone) {
        super(named(shell));
        this.seen = seen;
        this.gone = gone;
    }

    private static <R extends HasMetadata> UnaryOperator<R> named(Function<R, R> shell) {
        return object -> {
            R empty = shell.apply(object);
            empty.setMetadata(new ObjectMetaBuilder()
                    .withUid(object.getMetadata().getUid())
                    .build());
            return empty;
        };
    }

    @Override
    public R put(String key, R object) {
        seen.accept(object);
        return super.put(key, object);
    }

    @Override
    public @Nullable R remove(String key) {
        R object = super.remove(key);
        if (object != null) {
            gone.accept(object);
        }
        return object;
    }
}
