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
 * Lists the chunks that there are without reading what is in them: the API server sends only metadata
 * (PartialObjectMetadataList). A million names are megabytes; their chunks' names are a few lines.
 */
final class ChunkNames {
    private static final String METADATA_ONLY = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
    private static final int PAGE = 500;

    private final KubernetesClient client;
    private final ObjectMapper json = new ObjectMapper();

    ChunkNames(KubernetesClient client) {
        this.client = client;
    }

    List<ObjectName> list() {
        var names = new ArrayList<ObjectName>();
        String next = "";
        do {
            JsonNode page = page(next);
            page.path("items").forEach(item -> {
                JsonNode metadata = item.path("metadata");
                names.add(new ObjectName(
                        metadata.path("name").asText(),
                        metadata.path("uid").asText(),
                        metadata.path("resourceVersion").asText()));
            });
            next = page.path("metadata").path("continue").asText();
        } while (!next.isEmpty());
        return names;
    }

    private JsonNode page(String from) {
        String url = client.getMasterUrl() + "apis/firebreak.dev/v1alpha1/denylistchunks?limit=" + PAGE
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
                throw new KubernetesClientException("listing chunks: HTTP " + response.code(), response.code(), null);
            }
            return json.readTree(response.body());
        } catch (CompletionException e) {
            throw new KubernetesClientException("listing chunks: " + e.getCause(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a list of chunks", e);
        }
    }
}
