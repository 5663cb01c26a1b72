// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.operator.collection.MetadataList;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The DeployReports that there are, by their metadata alone: each may be 32 KiB. */
final class StoredReports {
    /** As the agents write it: ReportMapper.OWNER_LABEL. */
    static final String OWNER_LABEL = "firebreak.dev/owner-uid";

    private final MetadataList metadata;

    StoredReports(KubernetesClient client) {
        this.metadata = new MetadataList(client, "deployreports");
    }

    List<StoredReport> list() {
        return metadata.list().stream().map(StoredReports::report).toList();
    }

    private static StoredReport report(JsonNode metadata) {
        return new StoredReport(
                metadata.path("namespace").asText(),
                metadata.path("name").asText(),
                metadata.path("uid").asText(),
                Instant.parse(metadata.path("creationTimestamp").asText()),
                Optional.of(metadata.path("labels").path(OWNER_LABEL).asText()).filter(uid -> !uid.isEmpty()));
    }
}
