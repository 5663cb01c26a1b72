// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.collection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Lists one of our kinds, in all namespaces, without reading what is in the objects: the API server sends only metadata
 * (PartialObjectMetadataList).
 */
public final class MetadataList {
    private static final String METADATA_ONLY = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
    private static final int PAGE = 500;

    private final KubernetesClient client;
    private final String plural;
    private final ObjectMapper json = new ObjectMapper();

    /** @param plural the kind, as in {@code denylistchunks} */
    public MetadataList(KubernetesClient client, String plural) {
        this.client = client;
        this.plural = plural;
    }

    /** The metadata of each. */
    public List<JsonNode> list() {
        var all = new ArrayList<JsonNode>();
        String next = "";
        do {
            JsonNode page = page(next);
            page.path("items").forEach(item -> all.add(item.path("metadata")));
            next = page.path("metadata").path("continue").asText();
        } while (!next.isEmpty());
        return all;
    }

    private JsonNode page(String from) {
        String url = client.getMasterUrl() + "apis/firebreak.dev/v1alpha1/" + plural + "?limit=" + PAGE
                + (from.isEmpty() ? "" : "&continue=" + URLEncoder.encode(from, StandardCharsets.UTF_8));
        try {
            HttpResponse<byte[]> response = client.getHttpClient()
                    .sendAsync(
                            client.getHttpClient()
                                    .newHttpRequestBuilder()
                                    .uri(url)
                                    .header("Accept", METADATA_ONLY)
                                    .build(),
                            byte[].class)
                    .join();
            if (!response.isSuccessful()) {
                throw new KubernetesClientException(
                        "listing " + plural + ": HTTP " + response.code(), response.code(), null);
            }
            return json.readTree(response.body());
        } catch (CompletionException e) {
            throw new KubernetesClientException("listing " + plural + ": " + e.getCause(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a list of " + plural, e);
        }
    }
}
