// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.corpus;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Sends a document to the API server as it is, without what a client would make of it first. */
final class PolicyEndpoint {
    /** The namespace that documents of the corpus name, where they name one. */
    static final String NAMESPACE = "database";

    /** In YAML and in JSON. */
    private static final Pattern CLUSTER = Pattern.compile("kind\"?: ?\"?ClusterDeployDnsPolicy");

    private final KubernetesClient client;

    PolicyEndpoint(KubernetesClient client) {
        this.client = client;
    }

    /** Creates without keeping ({@code dryRun}), with the strict field validation that kubectl asks for. */
    HttpResponse<String> dryRun(byte[] document) throws Exception {
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getMasterUrl() + "apis/firebreak.dev/v1alpha1/" + path(document)
                        + "?dryRun=All&fieldValidation=Strict")
                .post("application/yaml", document)
                .build();
        return client.getHttpClient().sendAsync(request, String.class).get(30, TimeUnit.SECONDS);
    }

    private static String path(byte[] document) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        if (CLUSTER.matcher(text).find()) {
            return "clusterdeploydnspolicies";
        }
        String namespace = text.contains("namespace: " + NAMESPACE) ? NAMESPACE : "default";
        return "namespaces/" + namespace + "/deploydnspolicies";
    }
}
