// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.selection;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Labels of namespaces from the API server, by one GET each, asked for again after a minute; while the API server is away the
 * last known ones count.
 */
public final class ApiNamespaces implements NamespaceLabels {
    private static final System.Logger LOG = System.getLogger(ApiNamespaces.class.getName());
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** After a failure nobody asks again so soon: whoever asks waits for the answer. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Optional<Map<String, String>> labels, Instant askAgain) {}

    public ApiNamespaces(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Optional<Map<String, String>> of(String namespace) {
        Known last = known.get(namespace);
        if (last == null || clock.instant().isAfter(last.askAgain())) {
            last = ask(namespace, last == null ? Optional.empty() : last.labels());
            known.put(namespace, last);
        }
        return last.labels();
    }

    private Known ask(String namespace, Optional<Map<String, String>> before) {
        try {
            Namespace found = client.namespaces().withName(namespace).get();
            Map<String, String> labels = found == null || found.getMetadata().getLabels() == null
                    ? Map.of()
                    : Map.copyOf(found.getMetadata().getLabels());
            return new Known(Optional.of(labels), clock.instant().plus(FRESH));
        } catch (KubernetesClientException e) {
            LOG.log(System.Logger.Level.WARNING, "labels of namespace {0} not read: {1}", namespace, e.getMessage());
            return new Known(before, clock.instant().plus(PAUSE));
        }
    }
}
