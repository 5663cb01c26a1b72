// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.notice;

import dev.firebreak.agent.pod.Sandbox;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Writes events, of events.k8s.io/v1: one object for each notice, whose series counts. */
public final class EventWriter {
    private static final String CONTROLLER = "firebreak.dev/agent";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** Characters of a pod's name in an event's, which has at most 253. */
    private static final int MAX_NAME = 200;

    /** Sizes of the schema's: reportingInstance has at most 128 characters. */
    private static final int MAX_INSTANCE = 128;

    private final KubernetesClient client;
    private final String node;
    private final UUID run;

    /** @param run names this run of the agent: another one's events of the same pod are other objects */
    public EventWriter(KubernetesClient client, String node, UUID run) {
        this.client = client;
        this.node = node;
        this.run = run;
    }

    /**
     * Writes what is due.
     *
     * @throws KubernetesClientException when it was not written
     */
    public void write(NoticeBook.Due due) {
        switch (due) {
            case NoticeBook.Due.Create(Notice notice) -> create(notice);
            case NoticeBook.Due.Recount(Notice notice) -> recount(notice);
        }
    }

    private void create(Notice notice) {
        try {
            client.resource(event(notice)).create();
        } catch (KubernetesClientException e) {
            // Written before, only the answer was lost.
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
        if (notice.count() > 1) {
            count(notice);
        }
    }

    private void recount(Notice notice) {
        try {
            count(notice);
        } catch (KubernetesClientException e) {
            // The API server forgets events after an hour.
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            create(notice);
        }
    }

    /** A series counts from two on. */
    private void count(Notice notice) {
        String patch =
                "{\"series\":{\"count\":" + notice.count() + ",\"lastObservedTime\":\"" + time(notice.last()) + "\"}}";
        client.events()
                .v1()
                .events()
                .inNamespace(notice.pod().namespace())
                .withName(name(notice))
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private Event event(Notice notice) {
        Sandbox pod = notice.pod();
        Reason reason = notice.subject().reason();
        Event event = new Event();
        event.setMetadata(new ObjectMetaBuilder()
                .withNamespace(pod.namespace())
                .withName(name(notice))
                .build());
        event.setRegarding(new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .withUid(pod.uid().text())
                .build());
        event.setEventTime(new MicroTime(time(notice.first())));
        event.setType("Warning");
        event.setReason(reason.word());
        event.setAction(reason.action());
        event.setNote(NoticeText.of(notice));
        event.setReportingController(CONTROLLER);
        event.setReportingInstance(node.substring(0, Math.min(MAX_INSTANCE, node.length())));
        return event;
    }

    /** The same for every recurrence of a notice. */
    private String name(Notice notice) {
        Sandbox pod = notice.pod();
        String said = run + "/" + pod.uid() + "/" + notice.subject();
        return pod.name().substring(0, Math.min(MAX_NAME, pod.name().length())) + "."
                + UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8));
    }

    private static String time(Instant instant) {
        return MICROS.format(instant);
    }
}
