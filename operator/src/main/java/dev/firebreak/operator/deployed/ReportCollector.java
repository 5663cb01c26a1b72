// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.deployed;

import dev.firebreak.api.v1alpha1.DeployReport;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** Takes away the DeployReports that do not stay. */
public final class ReportCollector {
    private static final Logger LOG = Logger.getLogger(ReportCollector.class);

    private final KubernetesClient client;
    private final Retention retention;
    private final Clock clock;
    private final StoredReports reports;

    public ReportCollector(KubernetesClient client, Retention retention, Clock clock) {
        this.client = client;
        this.retention = retention;
        this.clock = clock;
        this.reports = new StoredReports(client);
    }

    /** Sweeps once. */
    public void sweep() {
        List<StoredReport> over = retention.over(reports.list(), clock.instant());
        over.forEach(report -> client.resources(DeployReport.class)
                .inNamespace(report.namespace())
                .withName(report.name())
                .delete());
        if (!over.isEmpty()) {
            LOG.infof("old deploy reports taken away count=%d", over.size());
        }
    }
}
