// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.bench;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.operator.chart.Chart;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the agents of 5,000 nodes read when all start at once and none has a cache: the headers of 1,000 policies, and the
 * chunks of those that have pods on the node. One agent's requests are made, with its ServiceAccount's rights, and the
 * bytes of the answers' bodies counted as they come from the API server; the rest is multiplication.
 */
final class FleetRestartRows {
    private static final int AGENTS = 5_000;

    /** Policies with pods on one node. */
    private static final int POLICIES_HERE = 10;

    private static final String API = "/apis/firebreak.dev/v1alpha1/";

    private final Bench bench;

    FleetRestartRows(Bench bench) {
        this.bench = bench;
    }

    void print() throws Exception {
        Config config = agent();
        List<String> chunks = bench.admin().resources(CompiledDenylist.class).list().getItems().stream()
                .limit(POLICIES_HERE)
                .flatMap(header -> IntStream.range(0, header.getSpec().getChunks())
                        .mapToObj(
                                i -> API + "denylistchunks/" + header.getSpec().getDigest() + "-" + i))
                .toList();
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(SSLUtils.sslContext(config)).build()) {
            double headers = bytes(http, config, API + "compileddenylists", "identity");
            double packed = bytes(http, config, API + "compileddenylists", "gzip");
            double lists = 0;
            for (String chunk : chunks) {
                lists += bytes(http, config, chunk, "identity");
            }
            Row.of("one agent's start, 1,000 policies, 10 with pods here", "kB", (headers + lists) / 1e3)
                    .beside(
                            (packed + lists) / 1e3,
                            "with the headers gzipped; %.0f kB are chunks".formatted(lists / 1e3))
                    .print();
            Row.of("a restart of 5,000 agents, 1,000 policies", "MB", AGENTS * (headers + lists) / 1e6)
                    .beside(
                            AGENTS * (packed + lists) / 1e6,
                            "with the headers gzipped; one agent measured, times 5,000")
                    .print();
        }
    }

    private Config agent() {
        String token = bench.admin()
                .serviceAccounts()
                .inNamespace(Chart.NAMESPACE)
                .withName("firebreak-agent")
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
        return new ConfigBuilder(bench.plane().config())
                .withClientCertData(null)
                .withClientKeyData(null)
                .withOauthToken(token)
                .build();
    }

    private static double bytes(HttpClient http, Config config, String path, String encoding) throws Exception {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(config.getMasterUrl()).resolve(path))
                        .header("Authorization", "Bearer " + config.getOauthToken())
                        .header("Accept", "application/json")
                        .header("Accept-Encoding", encoding)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.statusCode());
        }
        return response.body().length;
    }
}
