// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.header;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.CompiledDenylistSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps {@link Headers} as the API server has them, and a copy on disk. Never gives up: while the API server is away the
 * headers stay as they were. Watches by WebSocket (the client's plain HTTP watch breaks on text that is not ASCII).
 */
public final class HeaderWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HeaderWatch.class.getName());

    /** A burst of changes is written to disk once. */
    private static final long CACHE_DELAY_SECONDS = 2;

    private final Headers headers;
    private final HeaderCache cache;
    private final SharedIndexInformer<CompiledDenylist> informer;
    private final Map<String, CompiledDenylistSpec> specs = new ConcurrentHashMap<>();
    private final AtomicBoolean dirty = new AtomicBoolean();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("firebreak-header-cache").daemon().factory());
    private volatile boolean synced;

    /** @param folder of the node's cache */
    public HeaderWatch(KubernetesClient client, Headers headers, Path folder) {
        this.headers = headers;
        this.cache = new HeaderCache(folder.resolve("headers.json"), client.getKubernetesSerialization());
        this.informer = client.resources(CompiledDenylist.class).runnableInformer(0);
    }

    /** Takes what is cached, and begins to watch. Returns at once. */
    public void start() {
        cache.read().ifPresent(cached -> {
            List<PolicyHeader> known = readable(cached);
            LOG.log(System.Logger.Level.INFO, "headers from the cache count={0}", known.size());
            headers.replace(known);
        });
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(CompiledDenylist header) {
                seen(header);
            }

            @Override
            public void onUpdate(CompiledDenylist before, CompiledDenylist header) {
                seen(header);
            }

            @Override
            public void onDelete(CompiledDenylist header, boolean unknown) {
                gone(header);
            }
        });
        informer.exceptionHandler((started, failure) -> {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "watch of headers interrupted, trying again: {0}",
                    String.valueOf(failure.getMessage()));
            return true;
        });
        var _ = informer.start().whenComplete((done, failure) -> {
            if (failure == null) {
                complete();
            } else {
                LOG.log(System.Logger.Level.ERROR, "watch of headers ended", failure);
            }
        });
    }

    /** Whether headers are followed as they change: listed since the start, and watched. */
    public boolean isWatching() {
        return synced && informer.isWatching();
    }

    private void seen(CompiledDenylist bean) {
        String uid = bean.getMetadata().getName();
        try {
            PolicyHeader header = HeaderMapper.header(bean.getSpec());
            specs.put(uid, bean.getSpec());
            if (synced) {
                headers.put(header);
                cacheSoon();
            }
        } catch (RuntimeException e) {
            // The schema lets none such in: a newer operator's. What is in force for the policy stays.
            LOG.log(System.Logger.Level.WARNING, "header not understood, the one before stays uid={0}: {1}", uid, e);
        }
    }

    private void gone(CompiledDenylist bean) {
        String uid = bean.getMetadata().getName();
        specs.remove(uid);
        if (synced) {
            headers.remove(uid);
            cacheSoon();
        }
    }

    /** The first complete list: until now the cache's headers stood, all of them. */
    private void complete() {
        // What is listed is in the store already; whether the handler has been told of all of it, nobody says.
        informer.getStore().list().forEach(bean -> specs.put(bean.getMetadata().getName(), bean.getSpec()));
        synced = true;
        headers.replace(readable(specs.values()));
        LOG.log(System.Logger.Level.INFO, "headers from the API server count={0}", specs.size());
        cacheSoon();
    }

    private static List<PolicyHeader> readable(Iterable<CompiledDenylistSpec> specs) {
        List<PolicyHeader> known = new ArrayList<>();
        for (CompiledDenylistSpec spec : specs) {
            try {
                known.add(HeaderMapper.header(spec));
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "header not understood, left aside: {0}", e.toString());
            }
        }
        return known;
    }

    private void cacheSoon() {
        if (dirty.compareAndSet(false, true)) {
            var _ = writer.schedule(
                    () -> {
                        dirty.set(false);
                        cache.write(specs.values());
                    },
                    CACHE_DELAY_SECONDS,
                    TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        informer.stop();
        writer.shutdownNow();
    }
}
