// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.lists;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads ConfigMaps from the API server, each time anew: lists are large and seldom needed. */
public final class ClusterListSource implements ListSource {
    private final KubernetesClient client;

    public ClusterListSource(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Content> read(ListMap map) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(map.namespace())
                        .withName(map.name())
                        .get())
                .filter(ClusterListSource::isLabelled)
                .map(found -> new Content(
                        found.getMetadata().getResourceVersion(),
                        found.getData() == null ? Map.of() : found.getData(),
                        found.getBinaryData() == null
                                ? Set.of()
                                : found.getBinaryData().keySet()));
    }

    private static boolean isLabelled(ConfigMap map) {
        Map<String, String> labels = map.getMetadata().getLabels();
        return labels != null && ListMap.LABEL_VALUE.equals(labels.get(ListMap.LABEL));
    }
}
