// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Starts the operator and stops it. */
@ApplicationScoped
public class OperatorProcess {
    private static final Logger LOG = Logger.getLogger(OperatorProcess.class);
    private static final Duration SYNC_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final Settings settings;
    private final Parts parts;
    private final Leadership leadership;
    private final Operator operator;
    private final Sweeps sweeps = new Sweeps();
    private final Sweeps reportSweeps = new Sweeps();
    private volatile boolean started;

    /** Connects to the cluster of the environment: the pod's ServiceAccount, or {@code KUBECONFIG}. */
    public OperatorProcess(Settings settings, MeterRegistry registry) {
        this.settings = settings;
        this.client = client();
        this.parts = new Parts(client, settings, registry, Clock.systemUTC());
        this.leadership = new Leadership(settings, this::startSweeps);
        this.operator = new Operator(configuration -> configuration
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(settings.threads())
                .withReconciliationTerminationTimeout(STOP_PATIENCE)
                .withLeaderElectionConfiguration(leadership.configuration()));
    }

    private static KubernetesClient client() {
        // Watches by WebSocket, as the client does by itself. Its watches by plain HTTP (7.8) put a NUL for each byte
        // that UTF-8
        // has more than characters before the next event, and end: one policy with a reason in Cyrillic stopped the
        // operator.
        Config config = new ConfigBuilder(Config.autoConfigure(null))
                .withWatchReconnectInterval(500)
                .build();
        // Without a walk over the classes of all Kubernetes' models: what is read is always of a class that is named.
        // But for
        // Status: a watch that is told "too old" must know it for one, or it asks in vain for ever.
        var serialization = new KubernetesSerialization(new ObjectMapper(), false);
        serialization.registerKubernetesResource(Status.class);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization)
                .build();
    }

    void start(@Observes StartupEvent event) {
        parts.watches.start(SYNC_PATIENCE);
        var retry = new GenericRetry()
                .setInitialInterval(200)
                .setIntervalMultiplier(2)
                .setMaxInterval(Duration.ofSeconds(30).toMillis())
                .withoutMaxAttempts();
        operator.register(parts.namespaced, overrider -> overrider.withRetry(retry));
        operator.register(parts.cluster, overrider -> overrider.withRetry(retry));
        leadership.standBy(client);
        operator.start();
        started = true;
        LOG.infof("operator started namespace=%s", settings.namespace());
    }

    void stop(@Observes ShutdownEvent event) {
        started = false;
        leadership.stopping();
        sweeps.close();
        reportSweeps.close();
        boolean led = leadership.isLeading();
        operator.stop();
        parts.watches.close();
        if (led) {
            release();
        }
        client.close();
        LOG.info("operator stopped");
    }

    private void release() {
        try {
            leadership.release(client);
        } catch (KubernetesClientException e) {
            LOG.infof("lease not released, it runs out by itself: %s", e.getMessage());
        }
    }

    private void startSweeps() {
        Duration period = settings.collection().period();
        sweeps.start(
                () -> {
                    parts.reports.lookAround();
                    parts.collector.sweep();
                    parts.nodeCollector.sweep();
                },
                period);
        reportSweeps.start(parts.reportCollector::sweep, settings.reports().period());
    }

    /** True when everything that there is has been seen and work can begin. */
    boolean isStarted() {
        return started;
    }

    /** True while all watches go on. */
    boolean isAlive() {
        return parts.watches.areAlive() && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }
}
