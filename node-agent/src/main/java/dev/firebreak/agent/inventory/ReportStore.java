// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

import dev.firebreak.api.v1alpha1.DeployReport;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.UUID;

/** Writes DeployReports. */
public final class ReportStore {
    private static final String WRITE = "firebreak.dev/write";

    private final KubernetesClient client;

    public ReportStore(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Writes a report, as much of it as an object holds. Where an agent before this one, or this one before its sandbox was
     * made anew, has written of the same pod, the object then tells both.
     *
     * @param write names this write: one that is tried again, its answer having been lost, is not added to itself
     * @throws KubernetesClientException when it was not written
     */
    public void write(PodReport report, UUID write) {
        try {
            client.resource(named(ReportMapper.object(report.fitted()), write)).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            add(report, write);
        }
    }

    private void add(PodReport report, UUID write) {
        Resource<DeployReport> there = client.resources(DeployReport.class)
                .inNamespace(report.namespace())
                .withName(ReportMapper.name(report.pod(), report.podUid()));
        DeployReport earlier = there.get();
        if (earlier == null) {
            throw new KubernetesClientException("a report that was there is gone again");
        }
        if (write.toString().equals(earlier.getMetadata().getAnnotations().get(WRITE))) {
            return;
        }
        DeployReport both =
                ReportMapper.object(report.and(ReportMapper.report(earlier)).fitted());
        both.getMetadata().setResourceVersion(earlier.getMetadata().getResourceVersion());
        client.resource(named(both, write)).update();
    }

    private static DeployReport named(DeployReport object, UUID write) {
        object.getMetadata().setAnnotations(Map.of(WRITE, write.toString()));
        return object;
    }
}
