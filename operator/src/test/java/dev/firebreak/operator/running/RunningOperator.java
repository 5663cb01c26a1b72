// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.running;

import static org.awaitility.Awaitility.await;

import dev.firebreak.operator.chart.Chart;
import dev.firebreak.operator.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The operator as it is deployed: the built application, a process of its own, under its ServiceAccount and with the
 * rights that the chart gives it. It ends when it is closed, and also when this JVM is killed.
 */
public final class RunningOperator implements AutoCloseable {
    private static final Path APPLICATION =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();

    /** Ends the program when stdin ends: when we close it, or are dead. */
    private static final String LEASH = """
            exec 3<&0
            "$@" </dev/null 3<&- & pid=$!
            { read -r _ <&3; kill -TERM $pid; } 2>/dev/null & leash=$!
            exec 3<&-
            wait $pid; code=$?
            kill $leash 2>/dev/null
            exit $code
            """;

    private final Process process;
    private final Path folder;
    private final URI address;

    private RunningOperator(Process process, Path folder, URI address) {
        this.process = process;
        this.folder = folder;
        this.address = address;
    }

    /**
     * Installs the chart, starts the operator and waits until it is ready.
     *
     * @param settings as {@code FIREBREAK_…} and {@code QUARKUS_…}
     */
    public static RunningOperator start(ControlPlane plane, Map<String, String> settings) {
        Chart.install(plane);
        try {
            Path folder = Files.createTempDirectory("firebreak-operator");
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kubeconfig(plane));
            int port = freePort();
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            var builder = new ProcessBuilder(List.of(
                    "bash", "-c", LEASH, "operator", java.toString(), "-Xmx256m", "-jar", APPLICATION.toString()));
            builder.environment().putAll(settings);
            builder.environment()
                    .putAll(Map.of(
                            "KUBECONFIG", kubeconfig.toString(),
                            "QUARKUS_HTTP_HOST",
                                    InetAddress.getLoopbackAddress().getHostAddress(),
                            "QUARKUS_HTTP_PORT", Integer.toString(port)));
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            var operator = new RunningOperator(process, folder, URI.create("http://127.0.0.1:" + port));
            operator.awaitReady();
            return operator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kubeconfig(ControlPlane plane) {
        Config admin = plane.config();
        String token = plane.client()
                .serviceAccounts()
                .inNamespace(Chart.NAMESPACE)
                .withName("firebreak-operator")
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
        return """
                apiVersion: v1
                kind: Config
                current-context: operator
                clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: %s}}]
                users: [{name: operator, user: {token: %s}}]
                contexts: [{name: operator, context: {cluster: c, user: operator}}]
                """.formatted(admin.getMasterUrl(), admin.getCaCertData(), token);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(address.resolve("/health/ready")).build();
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .failFast("the operator ended", () -> !process.isAlive())
                    .until(() -> http.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        } catch (RuntimeException e) {
            String log = log();
            close();
            throw new IllegalStateException("the operator did not become ready: " + log, e);
        }
    }

    /** What it wrote: a JSON object a line. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException("the operator does not stop: " + log());
            }
            Files.delete(folder.resolve("kubeconfig"));
            Files.delete(folder.resolve("log"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
