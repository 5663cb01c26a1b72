// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.bench;

import static org.awaitility.Awaitility.await;

import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.operator.running.RunningOperator;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.concurrent.Callable;

/** What all rows are measured on: one control plane, one operator, with the settings of production. */
record Bench(ControlPlane plane, RunningOperator operator, boolean quick) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(20);

    KubernetesClient admin() {
        return plane.client();
    }

    /** The first number, or in a quick run the second. */
    int rounds(int whole, int fewer) {
        return quick ? fewer : whole;
    }

    void namespace(String name) {
        admin().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    void until(String what, Callable<Boolean> condition) {
        if (!operator.isAlive()) {
            throw new IllegalStateException("the operator has ended: " + operator.log());
        }
        await(what).atMost(PATIENCE).pollInterval(LOOK).until(condition);
    }

    static void progress(String what) {
        System.err.println("    " + what);
    }

    static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
