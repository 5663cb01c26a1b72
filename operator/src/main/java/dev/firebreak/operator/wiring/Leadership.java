// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.runtime.Quarkus;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether this replica is the one that works. One that loses the lease ends itself: it might still be in the middle of
 * a write, and only an ended process surely is not.
 */
final class Leadership {
    private static final Logger LOG = Logger.getLogger(Leadership.class);

    private final String identity = System.getenv().getOrDefault("HOSTNAME", "operator") + "-" + UUID.randomUUID();
    private final Settings settings;
    private final Runnable onLead;
    private final AbandonedLease abandoned = new AbandonedLease(Clock.systemUTC(), System::nanoTime);
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lease-looks").daemon().factory());
    private volatile boolean leading;
    private volatile boolean stopping;

    Leadership(Settings settings, Runnable onLead) {
        this.settings = settings;
        this.onLead = onLead;
    }

    LeaderElectionConfiguration configuration() {
        Settings.Leader leader = settings.leader();
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(leader.lease())
                .withLeaseNamespace(settings.namespace())
                .withLeaseDuration(leader.duration())
                .withRenewDeadline(leader.renewDeadline())
                .withRetryPeriod(leader.retryPeriod())
                .withIdentity(identity)
                .withLeaderCallbacks(new LeaderCallbacks(
                        this::lead, this::lose, holder -> LOG.infof("leader elected holder=%s", holder)))
                // The framework would end the process by System.exit, also while the process is being stopped, where
                // that
                // waits for itself; lose() ends it instead.
                .buildForTest(false);
    }

    private void lead() {
        leading = true;
        LOG.infof("leading identity=%s", identity);
        onLead.run();
    }

    private void lose() {
        leading = false;
        if (!stopping) {
            LOG.errorf("leadership lost, ending identity=%s", identity);
            Quarkus.asyncExit(1);
        }
    }

    /** From now on a lease that nobody renews any more is let go, whatever time it bears. */
    void standBy(KubernetesClient client) {
        long period = settings.leader().retryPeriod().toMillis();
        // Cancelled with its executor.
        var _ = looks.scheduleWithFixedDelay(() -> look(client), period, period, TimeUnit.MILLISECONDS);
    }

    private void look(KubernetesClient client) {
        if (leading) {
            return;
        }
        try {
            Lease lease = lease(client);
            if (lease != null && isAbandoned(lease)) {
                LOG.warnf(
                        "lease abandoned by a holder whose clock was ahead, letting it go holder=%s renewed=%s",
                        lease.getSpec().getHolderIdentity(), lease.getSpec().getRenewTime());
                letGo(client, lease);
            }
        } catch (KubernetesClientException e) {
            LOG.infof("lease not looked at, again in %s: %s", settings.leader().retryPeriod(), e.getMessage());
        }
    }

    private boolean isAbandoned(Lease lease) {
        if (lease.getSpec().getRenewTime() == null) {
            return false;
        }
        Integer seconds = lease.getSpec().getLeaseDurationSeconds();
        return abandoned.isAbandoned(
                lease.getMetadata().getResourceVersion(),
                lease.getSpec().getRenewTime().toInstant(),
                seconds == null ? settings.leader().duration() : Duration.ofSeconds(seconds));
    }

    /** From now on losing the lease is meant. */
    void stopping() {
        stopping = true;
        looks.shutdownNow();
    }

    boolean isLeading() {
        return leading;
    }

    /** Lets go of the lease, so that another replica need not wait until it has run out. */
    void release(KubernetesClient client) {
        Lease lease = lease(client);
        if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
            letGo(client, lease);
        }
    }

    private @Nullable Lease lease(KubernetesClient client) {
        return client.leases()
                .inNamespace(settings.namespace())
                .withName(settings.leader().lease())
                .get();
    }

    /** Only as it was read: a holder that renewed it meanwhile keeps it. */
    private static void letGo(KubernetesClient client, Lease lease) {
        lease.getSpec().setHolderIdentity("");
        lease.getSpec().setLeaseDurationSeconds(1);
        lease.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
        client.resource(lease).update();
    }
}
