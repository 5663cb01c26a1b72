// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.collection;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * Lists the chunks that there are without reading what is in them: a million names are megabytes; their chunks' names are
 * a few lines.
 */
final class ChunkNames {
    private final MetadataList chunks;

    ChunkNames(KubernetesClient client) {
        this.chunks = new MetadataList(client, "denylistchunks");
    }

    List<ObjectName> list() {
        return chunks.list().stream()
                .map(metadata -> new ObjectName(
                        metadata.path("name").asText(),
                        metadata.path("uid").asText(),
                        metadata.path("resourceVersion").asText()))
                .toList();
    }
}
