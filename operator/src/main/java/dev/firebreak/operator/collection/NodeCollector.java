// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.collection;

import dev.firebreak.api.v1alpha1.NodeEnforcement;
import dev.firebreak.operator.report.ReportIndex;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Takes away the reports of nodes that have left the cluster: of a node that has been silent for the grace and whose
 * Node object is gone. A node that is only silent stays, and keeps its policies' Programmed Unknown.
 */
public final class NodeCollector {
    private static final Logger LOG = Logger.getLogger(NodeCollector.class);

    private final KubernetesClient client;
    private final ReportIndex reports;
    private final Grace<String> grace;

    /** @param nanos a clock that never jumps: {@link System#nanoTime} */
    public NodeCollector(KubernetesClient client, ReportIndex reports, Duration grace, LongSupplier nanos) {
        this.client = client;
        this.reports = reports;
        this.grace = new Grace<>(grace, nanos);
    }

    /** Sweeps once. */
    public void sweep() {
        grace.over(reports.silent()).stream()
                .filter(node -> client.nodes().withName(node).get() == null)
                .forEach(node -> {
                    client.resources(NodeEnforcement.class).withName(node).delete();
                    reports.forget(node);
                    LOG.infof("report of a removed node taken away node=%s", node);
                });
    }
}
