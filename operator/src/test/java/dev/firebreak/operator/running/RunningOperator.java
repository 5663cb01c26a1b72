// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.running;

import static org.awaitility.Awaitility.await;

import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.operator.chart.Chart;
import io.fabric8.kubernetes.api.model.NamedAuthInfoBuilder;
import io.fabric8.kubernetes.api.model.NamedClusterBuilder;
import io.fabric8.kubernetes.api.model.NamedContextBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The built operator as a process of its own, with the options of production and the rights of its ServiceAccount. It
 * ends with this JVM, also when that is killed.
 */
public final class RunningOperator implements AutoCloseable {
    private static final Path APPLICATION = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Path OPTIONS = Path.of("src/main/dist/jvm-options");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Process process;
    private final int port;

    private RunningOperator(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** Installs the chart, starts an operator and waits until it is ready. {@code settings}: {@code name=value}. */
    public static RunningOperator start(ControlPlane plane, String... settings) {
        Chart.install(plane);
        return start(kubeconfig(plane), settings);
    }

    /**
     * The same as the cluster's admin, without the chart: for a test that writes what the chart's fences keep for others. The
     * custom resources and the operator's namespace are there already.
     */
    public static RunningOperator startAsAdmin(ControlPlane plane, String... settings) {
        try {
            return start(Files.readString(plane.kubeconfig()), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunningOperator start(String credentials, String... settings) {
        try {
            Path folder = Files.createTempDirectory("firebreak-operator-");
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), credentials);
            int port = freePort();
            List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(Files.readString(OPTIONS).strip().split(" ")));
            for (String setting : settings) {
                command.add("-Dfirebreak." + setting);
            }
            command.addAll(List.of(
                    "-Dquarkus.http.host=127.0.0.1",
                    "-Dquarkus.http.port=" + port,
                    "-jar",
                    APPLICATION.toAbsolutePath().toString()));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile());
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            var operator = new RunningOperator(folder, builder.start(), port);
            operator.awaitReady();
            return operator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kubeconfig(ControlPlane plane) {
        String token = plane.kubectl("create", "token", "firebreak-operator", "-n", Chart.NAMESPACE)
                .strip();
        // @formatter:off
        return Serialization.asYaml(new io.fabric8.kubernetes.api.model.ConfigBuilder()
                .withApiVersion("v1")
                .withKind("Config")
                .withCurrentContext("operator")
                .withContexts(new NamedContextBuilder()
                        .withName("operator")
                        .withNewContext()
                        .withCluster("cluster")
                        .withUser("operator")
                        .endContext()
                        .build())
                .withClusters(new NamedClusterBuilder()
                        .withName("cluster")
                        .withNewCluster()
                        .withServer(plane.config().getMasterUrl())
                        .withCertificateAuthorityData(plane.config().getCaCertData())
                        .endCluster()
                        .build())
                .withUsers(new NamedAuthInfoBuilder()
                        .withName("operator")
                        .withNewUser()
                        .withToken(token)
                        .endUser()
                        .build())
                .build());
        // @formatter:on
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() {
        try {
            await().atMost(PATIENCE).until(() -> !process.isAlive() || get("/health/ready") == 200);
        } catch (RuntimeException e) {
            throw new IllegalStateException("not ready: " + log(), e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended: " + log());
        }
    }

    private int get(String path) {
        try {
            return ask(path).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private HttpResponse<String> ask(String path) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The value now of a metric without labels, by the name that {@code /metrics} gives it. */
    public double metric(String name) {
        try {
            return ask("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no metric " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it has logged. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of its log. */
    public String lastWords() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public boolean isLeading() {
        return log().contains("leading identity=");
    }

    /** Kibibytes of resident memory at most so far. */
    public long peakKibibytes() {
        return status("VmHWM:");
    }

    /** Kibibytes of resident memory now. */
    public long residentKibibytes() {
        return status("VmRSS:");
    }

    /** The processor time that it has used, of all its threads. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private long status(String line) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(each -> each.startsWith(line))
                    .map(each -> each.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        end();
    }

    /** Ends it as Kubernetes does: with SIGTERM. Does nothing if it has ended. */
    public void end() {
        if (!Files.exists(folder)) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
                throw new IllegalStateException("it did not end within 30 seconds: " + log());
            }
            for (String file : List.of("kubeconfig", "log")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
