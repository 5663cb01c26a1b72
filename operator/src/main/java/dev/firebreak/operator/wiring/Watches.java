// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.NodeEnforcement;
import dev.firebreak.operator.denylist.HeaderIndex;
import dev.firebreak.operator.lists.ListIndex;
import dev.firebreak.operator.lists.ListMap;
import dev.firebreak.operator.report.ReportIndex;
import dev.firebreak.operator.report.ReportMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What is watched besides policies: list ConfigMaps, headers, reports. Each watch feeds an index and keeps only names,
 * for together they would be gigabytes.
 */
final class Watches implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Watches.class);
    private static final long PAGE = 200;
    private static final Duration NO_RESYNC = Duration.ZERO;

    private final KubernetesClient client;
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

    Watches(KubernetesClient client) {
        this.client = client;
    }

    void lists(ListIndex index) {
        informers.add(client.configMaps()
                .inAnyNamespace()
                .withLabel(ListMap.LABEL, ListMap.LABEL_VALUE)
                .withLimit(PAGE)
                .runnableInformer(NO_RESYNC.toMillis())
                .itemStore(new WatchedStore<>(
                        map -> new ConfigMap(),
                        map -> index.seen(
                                listMap(map.getMetadata()), map.getMetadata().getResourceVersion()),
                        map -> index.gone(listMap(map.getMetadata())))));
    }

    void headers(HeaderIndex index) {
        informers.add(client.resources(CompiledDenylist.class)
                .withLimit(PAGE)
                .runnableInformer(NO_RESYNC.toMillis())
                .itemStore(new WatchedStore<>(
                        header -> new CompiledDenylist(),
                        index::seen,
                        header -> index.gone(header.getMetadata().getName()))));
    }

    void reports(ReportIndex index) {
        informers.add(client.resources(NodeEnforcement.class)
                .withLimit(PAGE)
                .runnableInformer(NO_RESYNC.toMillis())
                .itemStore(new WatchedStore<>(
                        report -> new NodeEnforcement(),
                        report -> report(index, report),
                        report -> index.gone(report.getMetadata().getName()))));
    }

    /** A report that the schema should have refused tells nothing: its node will turn stale. */
    private static void report(ReportIndex index, NodeEnforcement bean) {
        ReportMapper.report(bean)
                .ifPresentOrElse(
                        index::report,
                        () -> LOG.warnf(
                                "report ignored, it has no heartbeat node=%s",
                                bean.getMetadata().getName()));
    }

    /** Starts all, and returns when each has seen all that there is. */
    void start(Duration patience) {
        CompletableFuture.allOf(informers.stream()
                        .map(informer -> informer.start().toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** False when one has given up for good. */
    boolean areAlive() {
        return informers.stream().allMatch(SharedIndexInformer::isRunning);
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private static ListMap listMap(ObjectMeta metadata) {
        return new ListMap(metadata.getNamespace(), metadata.getName());
    }
}
