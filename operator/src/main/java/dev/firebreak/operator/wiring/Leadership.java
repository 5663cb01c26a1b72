// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.runtime.Quarkus;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Whether this replica is the one that works. One that loses the lease ends itself: it might still be in the middle of
 * a write, and only an ended process surely is not.
 */
final class Leadership {
    private static final Logger LOG = Logger.getLogger(Leadership.class);

    private final String identity = System.getenv().getOrDefault("HOSTNAME", "operator") + "-" + UUID.randomUUID();
    private final Settings settings;
    private final Runnable onLead;
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

    /** From now on losing the lease is meant. */
    void stopping() {
        stopping = true;
    }

    boolean isLeading() {
        return leading;
    }

    /** Lets go of the lease, so that another replica need not wait until it has run out. */
    void release(KubernetesClient client) {
        Lease lease = client.leases()
                .inNamespace(settings.namespace())
                .withName(settings.leader().lease())
                .get();
        if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
            lease.getSpec().setHolderIdentity("");
            lease.getSpec().setLeaseDurationSeconds(1);
            lease.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
            client.resource(lease).update();
        }
    }
}
