// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set, as {@code -Dfirebreak.…} or {@code FIREBREAK_…}. */
@ConfigMapping(prefix = "firebreak")
public interface Settings {
    /** The namespace that the operator runs in: its Lease is there. */
    @WithDefault("firebreak-system")
    String namespace();

    /** One of several replicas works, the others wait. */
    Leader leader();

    Status status();

    Collection collection();

    /** Policies that are looked at at the same time. */
    @WithDefault("8")
    int threads();

    /** Leader election, by a Lease. */
    interface Leader {
        @WithDefault("firebreak-operator")
        String lease();

        /** So long after its last word a leader is taken for dead. */
        @WithDefault("15S")
        Duration duration();

        @WithDefault("10S")
        Duration renewDeadline();

        @WithDefault("2S")
        Duration retryPeriod();
    }

    /** The status of policies. */
    interface Status {
        /** A policy's status is written at most once in this time. */
        @WithDefault("5S")
        Duration interval();

        /** A node is silent when its last heartbeat is older. Agents write one every 5 minutes. */
        @WithDefault("15M")
        Duration silentAfter();
    }

    /** DeployReports. */
    Reports reports();

    /** DeployReports: what deploys talked to. */
    interface Reports {
        /** So many of one owner stay, the last ones. */
        @WithDefault("5")
        int kept();

        /** None stays for longer. */
        @WithDefault("7D")
        Duration longest();

        @WithDefault("10M")
        Duration period();
    }

    /** What nothing names any more. */
    interface Collection {
        @WithDefault("10M")
        Duration grace();

        @WithDefault("1M")
        Duration period();
    }
}
