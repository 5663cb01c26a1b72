// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.api.v1alpha1.NodeEnforcement;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Objects of a large cluster: many policies, and what its many nodes report. */
public final class Fleet {
    /** In which {@link #forEach} must have done all. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Requests that {@link #forEach} has under way at once. */
    private static final int THREADS = 16;

    private Fleet() {}

    /** A policy of 20 names, all below {@code domain}. */
    public static DeployDnsPolicy policy(String namespace, String name, String domain) {
        String names =
                IntStream.range(0, 20).mapToObj(i -> "n" + i + "." + domain).collect(Collectors.joining(", "));
        return Serialization.unmarshal("""
                apiVersion: firebreak.dev/v1alpha1
                kind: DeployDnsPolicy
                metadata: {namespace: %s, name: %s}
                spec: {mode: Enforce, deny: [{name: names, names: [%s]}]}
                """.formatted(namespace, name, names), DeployDnsPolicy.class);
    }

    /** A node's report. {@code entries}: by {@link #entry}, one for each policy with pods there. */
    public static NodeEnforcement report(String node, Instant heartbeat, List<String> entries) {
        return Serialization.unmarshal(
                """
                apiVersion: firebreak.dev/v1alpha1
                kind: NodeEnforcement
                metadata: {name: %s}
                status:
                  heartbeatTime: %s
                  policies:
                %s""".formatted(node, heartbeat.truncatedTo(ChronoUnit.SECONDS), String.join("", entries)),
                NodeEnforcement.class);
    }

    /** What a node with one pod of a policy reports of it: this list is in force, and denied so many lookups. */
    public static String entry(String uid, String digest, long generation, int denied) {
        return """
                  - uid: %s
                    state: Programmed
                    digest: %s
                    generation: %d
                    pods: {matching: 1, enforced: 1, pending: 0, unenforceable: 0}
                    denials: {total: %d, lastTime: "2026-11-23T12:00:00Z", top: [{name: frontend.example.com, count: %d}]}
                """.formatted(uid, digest, generation, denied, denied);
    }

    /** Calls {@code action} with each number below {@code count}, several at once; fails with the first that fails. */
    public static void forEach(int count, IntConsumer action) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> futures = IntStream.range(0, count)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> action.accept(i)))
                    .toList();
            for (Future<?> future : futures) {
                future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }
}
