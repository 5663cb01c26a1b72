// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.notice;

import dev.firebreak.operator.policy.PolicyResource;
import dev.firebreak.policy.PolicyLimits;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The only writer of events. An event that cannot be written is logged and lost: nothing depends on it. What was said of
 * a policy is not said again in the same words while the API server keeps the event (an hour, by default).
 */
public final class EventRecorder {
    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final int MAX_MESSAGE = 1_000;

    /** Characters of a policy's name in an event's, which has at most 253. */
    private static final int MAX_NAME = 200;

    private final KubernetesClient client;
    private final Clock clock;

    public EventRecorder(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Writes an event about {@code policy}; one about a cluster policy goes to the namespace {@code default}. */
    public void record(PolicyResource policy, Notice notice) {
        String namespace =
                policy.id().namespace().isEmpty() ? "default" : policy.id().namespace();
        try {
            client.resource(event(policy, notice, namespace)).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return;
            }
            // In a namespace that is being deleted, nothing can be created any more.
            LOG.infof("event not written policy=%s reason=%s: %s", policy.id(), notice.reason(), e.getMessage());
        }
    }

    /** The same for the same words about the same policy. */
    private static String name(PolicyResource policy, Notice notice) {
        String said = policy.uid() + "/" + notice.reason() + "/" + notice.message();
        String name = policy.id().name();
        return name.substring(0, Math.min(MAX_NAME, name.length())) + "."
                + UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8));
    }

    private Event event(PolicyResource policy, Notice notice, String namespace) {
        Instant now = clock.instant();
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String message = notice.message();
        // @formatter:off
        return new EventBuilder()
                .withNewMetadata()
                .withName(name(policy, notice))
                .withNamespace(namespace)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(PolicyLimits.API_VERSION)
                .withKind(policy.id().kind().name())
                .withName(policy.id().name())
                .withNamespace(
                        policy.id().namespace().isEmpty() ? null : policy.id().namespace())
                .withUid(policy.uid())
                .endInvolvedObject()
                .withType(notice.warning() ? "Warning" : "Normal")
                .withReason(notice.reason())
                .withMessage(message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .withNewSource()
                .withComponent("firebreak-operator")
                .endSource()
                .build();
        // @formatter:on
    }
}
