// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.deployed;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.agent.inventory.PodReport;
import dev.firebreak.agent.inventory.ReportMapper;
import dev.firebreak.api.v1alpha1.DeployReport;
import dev.firebreak.cli.failure.Refusal;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads DeployReports from the cluster of the kubeconfig. */
public final class ClusterReports {
    /** A page is at most some 6 MiB. */
    private static final long PAGE = 200;

    private ClusterReports() {}

    /** The reports that answer the query, the newest first; refuses when there is none, or when they cannot be read. */
    public static List<PodReport> find(ReportQuery query) {
        Config config = Config.autoConfigure(query.context().orElse(null));
        // Without a walk over all of Kubernetes' models: what is read is of a class that is named.
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(new KubernetesSerialization(new ObjectMapper(), false))
                .build()) {
            String namespace = query.namespace().orElseGet(() -> orDefault(config.getNamespace()));
            List<PodReport> reports =
                    ReportSelection.of(list(client, query.everywhere(), namespace), query, Instant.now());
            if (reports.isEmpty()) {
                throw none(query, namespace);
            }
            return reports;
        } catch (KubernetesClientException e) {
            throw unread(e, config).because(e);
        }
    }

    private static List<PodReport> list(KubernetesClient client, boolean everywhere, String namespace) {
        var reports = client.resources(DeployReport.class);
        AnyNamespaceOperation<DeployReport, KubernetesResourceList<DeployReport>, Resource<DeployReport>> there =
                everywhere ? reports.inAnyNamespace() : reports.inNamespace(namespace);
        List<PodReport> all = new ArrayList<>();
        @Nullable String next = null;
        do {
            KubernetesResourceList<DeployReport> page = there.list(
                    new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
            page.getItems().forEach(report -> all.add(ReportMapper.report(report)));
            next = page.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
        return all;
    }

    private static Refusal none(ReportQuery query, String namespace) {
        String what = "there is no report"
                + query.of().map(name -> " of " + name).orElse("")
                + query.since().map(since -> " of a pod that ended since then").orElse("");
        String where = query.everywhere() ? "all namespaces" : "namespace " + namespace;
        return Refusal.of(
                what,
                where,
                "a report is written when a pod with the label firebreak.dev/deploy-job=true ends; "
                        + "kubectl get deployreports -A lists those that there are");
    }

    private static Refusal unread(KubernetesClientException e, Config config) {
        String server = String.valueOf(config.getMasterUrl());
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_FORBIDDEN ->
                Refusal.of(
                        "reports may not be read: " + e.getMessage(),
                        server,
                        "ask for the ClusterRole firebreak-policy-viewer (or view) in that namespace");
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                Refusal.of(
                        "the cluster does not know you: " + e.getMessage(),
                        server,
                        "log in again, or name another kubeconfig by KUBECONFIG");
            case HttpURLConnection.HTTP_NOT_FOUND ->
                Refusal.of(
                        "the cluster knows no DeployReports",
                        server,
                        "install Firebreak's chart there, or choose another cluster by --context or KUBECONFIG");
            default ->
                Refusal.of(
                        "the cluster does not answer: " + (e.getCause() == null ? e.getMessage() : e.getCause()),
                        server,
                        "check KUBECONFIG (or ~/.kube/config), or choose another cluster by --context");
        };
    }

    private static String orDefault(@Nullable String namespace) {
        return namespace == null ? "default" : namespace;
    }
}
