// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.node;

import dev.firebreak.agent.enforcement.PolicyCounts;
import dev.firebreak.api.v1alpha1.NodeEnforcement;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Writes this node's NodeEnforcement, at the times that {@link ReportPace} gives. A write that fails is tried again. */
public final class NodeReporter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NodeReporter.class.getName());
    private static final long LOOK_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_SECONDS = 60;

    private final KubernetesClient client;
    private final String node;
    private final Supplier<NodeState> state;
    private final PolicyCounts counts;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("firebreak-report").daemon().factory());
    private ReportPace pace = ReportPace.FIRST;
    private double jitter = ThreadLocalRandom.current().nextDouble();
    private String version = "";
    private boolean wentOn;
    private int failures;
    private Instant pausedUntil = Instant.EPOCH;

    /**
     * @param state what there is to say, asked for once a second
     * @param counts go on from what the node's last report says
     */
    public NodeReporter(
            KubernetesClient client, String node, Supplier<NodeState> state, PolicyCounts counts, Clock clock) {
        this.client = client;
        this.node = node;
        this.state = state;
        this.counts = counts;
        this.clock = clock;
    }

    /** Begins. */
    public void start() {
        var _ = thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Instant now = clock.instant();
            if (now.isBefore(pausedUntil)) {
                return;
            }
            NodeState current = state.get();
            pace = pace.seeing(current, now);
            if (pace.due(current, now, jitter)) {
                write(now);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "report not written", e);
        }
    }

    private void write(Instant now) {
        try {
            if (version.isEmpty()) {
                readLast();
            }
            NodeState current = state.get();
            NodeEnforcement report = ReportMapper.bean(node, current, now);
            NodeEnforcement written;
            if (version.isEmpty()) {
                written = client.resource(report).create();
            } else {
                report.getMetadata().setResourceVersion(version);
                written = client.resource(report).update();
            }
            version = written.getMetadata().getResourceVersion();
            pace = ReportPace.wrote(current, now);
            jitter = ThreadLocalRandom.current().nextDouble();
            failures = 0;
        } catch (KubernetesClientException e) {
            failed(e, now);
        }
    }

    /** The last report of this node: its version, and once its counts. */
    private void readLast() {
        NodeEnforcement last =
                client.resources(NodeEnforcement.class).withName(node).get();
        if (last == null) {
            wentOn = true;
            return;
        }
        version = last.getMetadata().getResourceVersion();
        if (!wentOn && last.getStatus() != null && last.getStatus().getPolicies() != null) {
            last.getStatus()
                    .getPolicies()
                    .forEach(policy -> counts.goOn(
                            policy.getUid(),
                            ReportMapper.count(policy.getDenials()),
                            ReportMapper.count(policy.getAudited())));
        }
        wentOn = true;
    }

    private void failed(KubernetesClientException e, Instant now) {
        version = "";
        boolean conflict = e.getCode() == HttpURLConnection.HTTP_CONFLICT;
        long pause = conflict ? 1 : Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(failures++, 6));
        pausedUntil = now.plusMillis(
                (long) (pause * 1_000 * (0.5 + ThreadLocalRandom.current().nextDouble() / 2)));
        LOG.log(
                conflict ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                "report not written, trying again: {0}",
                e.getMessage());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
