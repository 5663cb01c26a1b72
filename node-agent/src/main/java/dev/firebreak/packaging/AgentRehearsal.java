// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firebreak.bpf.cgroup.Mounts;
import dev.firebreak.cli.Firebreak;
import dev.firebreak.cli.leftover.PinTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts the agent in this process, in front of answers like an API server's, while the runtime records what it loads: the
 * agent's start-up cache. Without root it comes as far as it comes; the pins that it makes with root go with it.
 */
public final class AgentRehearsal {
    private static final long PATIENCE_SECONDS = 10;
    private static final String HEADER = """
            {"apiVersion":"firebreak.dev/v1alpha1","kind":"CompiledDenylist","metadata":{"name":"%1$s","uid":"%1$s",
             "resourceVersion":"1"},"spec":{"policyRef":{"kind":"DeployDnsPolicy","namespace":"rehearsal","name":"rehearsal",
             "uid":"%1$s","generation":1},"policyCreatedAt":"2026-01-01T00:00:00Z","mode":"Enforce",
             "onListMissing":"RefusePod","digest":"%2$s","entries":1,"payloadBytes":100,"chunks":1,
             "expiresAt":"2126-01-01T00:00:00Z","podSelector":{"matchLabels":{"a":"b"}}}}
            """.formatted("11111111-2222-3333-4444-555555555555", "0".repeat(64));
    private static final String HEADERS = """
            {"apiVersion":"firebreak.dev/v1alpha1","kind":"CompiledDenylistList","metadata":{"resourceVersion":"1"},
             "items":[%s]}
            """.formatted(HEADER);
    private static final String REPORT = """
            {"apiVersion":"firebreak.dev/v1alpha1","kind":"NodeEnforcement","metadata":{"name":"rehearsal",
             "resourceVersion":"2"},"status":{"heartbeatTime":"2026-01-01T00:00:00Z"}}
            """;
    private static final String MISSING = """
            {"apiVersion":"v1","kind":"Status","status":"Failure","reason":"NotFound","code":404}
            """;

    private AgentRehearsal() {}

    /** Rehearses; its one argument is an empty folder to work in. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var reported = new CountDownLatch(1);
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> answer(exchange, reported));
        api.start();
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                current-context: rehearsal
                contexts: [{name: rehearsal, context: {cluster: rehearsal, user: rehearsal}}]
                clusters: [{name: rehearsal, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: rehearsal, user: {token: rehearsal}}]
                """.formatted(api.getAddress().getPort()));
        Optional<Path> bpffs = Mounts.ofType("bpf")
                .map(mount -> mount.resolve(
                        "firebreak-rehearsal-" + ProcessHandle.current().pid()));
        Thread.ofPlatform()
                .daemon()
                .start(() -> new Firebreak(System.out, System.err, Map.of())
                        .execute(
                                "agent",
                                "--node-name=rehearsal",
                                "--kubeconfig=" + kubeconfig,
                                "--runtime-socket=" + folder.resolve("no-runtime"),
                                "--nri=off",
                                "--metrics-address=127.0.0.1:0",
                                "--bpffs=" + bpffs.orElse(folder),
                                "--cache=" + folder.resolve("cache")));
        boolean whole = reported.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (bpffs.isPresent()) {
            PinTree.remove(bpffs.get());
        }
        System.out.println("rehearsed: agent -> " + (whole ? "reported" : "as far as it came"));
        System.exit(0);
    }

    private static void answer(HttpExchange exchange, CountDownLatch reported) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String method = exchange.getRequestMethod();
            if (path.endsWith("/compileddenylists") && !query.contains("watch=true")) {
                answer(exchange, 200, HEADERS);
            } else if (path.contains("/nodeenforcements") && !method.equals("GET")) {
                answer(exchange, 201, REPORT);
                reported.countDown();
            } else {
                answer(exchange, 404, MISSING);
            }
        }
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }
}
