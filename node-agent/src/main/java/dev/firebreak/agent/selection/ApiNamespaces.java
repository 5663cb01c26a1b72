// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.selection;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Labels of namespaces from the API server, by one GET each on a thread of its own: who asks is answered at once by what is
 * known, which is asked for again after a minute. While the API server is away the last known ones count.
 */
public final class ApiNamespaces implements NamespaceLabels, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ApiNamespaces.class.getName());
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final Clock clock;
    private final Runnable changed;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("firebreak-namespaces").daemon().factory());

    /**
     * What is known of one.
     *
     * @param askAgain from this moment on
     * @param asking done when the question under way is answered or has failed
     */
    private record Known(Optional<Map<String, String>> labels, Instant askAgain, CompletableFuture<Boolean> asking) {}

    /** @param changed called when labels became known or others */
    public ApiNamespaces(KubernetesClient client, Clock clock, Runnable changed) {
        this.client = client;
        this.clock = clock;
        this.changed = changed;
    }

    @Override
    public Optional<Map<String, String>> of(String namespace) {
        return look(namespace).labels();
    }

    @Override
    public void await(String namespace, Duration patience) {
        try {
            look(namespace).asking().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "labels of namespace {0} not known in time", namespace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Known look(String namespace) {
        return known.compute(namespace, (name, last) -> {
            if (last != null && clock.instant().isBefore(last.askAgain())) {
                return last;
            }
            Optional<Map<String, String>> before = last == null ? Optional.empty() : last.labels();
            var asking = CompletableFuture.supplyAsync(() -> ask(name, before), thread);
            return new Known(before, clock.instant().plus(PAUSE), asking);
        });
    }

    private boolean ask(String namespace, Optional<Map<String, String>> before) {
        try {
            @Nullable Namespace found = client.namespaces().withName(namespace).get();
            Map<String, String> labels = found == null || found.getMetadata().getLabels() == null
                    ? Map.of()
                    : Map.copyOf(found.getMetadata().getLabels());
            known.put(
                    namespace,
                    new Known(
                            Optional.of(labels), clock.instant().plus(FRESH), CompletableFuture.completedFuture(true)));
            if (!before.equals(Optional.of(labels))) {
                changed.run();
            }
            return true;
        } catch (KubernetesClientException e) {
            LOG.log(System.Logger.Level.WARNING, "labels of namespace {0} not read: {1}", namespace, e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
