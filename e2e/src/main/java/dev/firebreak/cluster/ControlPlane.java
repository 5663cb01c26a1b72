// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running control plane: etcd, kube-apiserver (RBAC, Node authorizer, admission), controller-manager and scheduler;
 * with or without a {@link Node}. It ends with {@link #close()}, and also when this JVM is killed: its keeper reads our pipe. A program
 * that dies is started again by itself.
 */
public final class ControlPlane implements AutoCloseable {

    /** A program of the control plane, by the name of its command. */
    public enum Program {
        ETCD("etcd"),
        API_SERVER("kube-apiserver"),
        CONTROLLER_MANAGER("kube-controller-manager"),
        SCHEDULER("kube-scheduler"),
        /** Only with a {@link Node}, as the ones below. */
        CONTAINERD("containerd"),
        KUBELET("kubelet"),
        KUBE_PROXY("kube-proxy"),
        /** The node itself: what stops it pulls the plug. */
        NODE("node");

        private final String command;

        Program(String command) {
            this.command = command;
        }
    }

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final Process process;
    private final Path kubeconfig;
    private final KubernetesClient client;

    private ControlPlane(String name, Process process, Path kubeconfig) {
        this.name = name;
        this.process = process;
        this.kubeconfig = kubeconfig;
        this.client = newClient(config(kubeconfig));
    }

    /** Starts one and waits until it is ready: 3 to 5 seconds. Tests ask for theirs by {@link WithControlPlane}. */
    public static ControlPlane start() {
        return start(List.of("--control-plane-only"));
    }

    /** Starts one of a kind, told as arguments of {@code script/cluster run}. */
    static ControlPlane start(List<String> kind) {
        String name = "test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        try {
            Path log = Files.createTempFile("firebreak-" + name, ".log");
            List<String> words = new ArrayList<>(List.of("--name", name, "run", "--no-build"));
            words.addAll(kind);
            Process process =
                    ClusterScript.command(words).redirectError(log.toFile()).start();
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            String told = Files.readString(log);
            Files.delete(log);
            if (line == null) {
                throw new IllegalStateException("no control plane: " + told);
            }
            return new ControlPlane(name, process, Path.of(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name, for {@code script/cluster --name}. */
    public String name() {
        return name;
    }

    /** The kubeconfig of its admin (group system:masters), with everything inside. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** A client of its admin, shared by all who ask, closed with the control plane. */
    public KubernetesClient client() {
        return client;
    }

    /** A client of its admin that is the caller's alone, and the caller's to close. */
    public KubernetesClient newClient() {
        return newClient(config());
    }

    private static KubernetesClient newClient(Config config) {
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** How its admin reaches it, for a client with settings or an identity of its own. */
    public Config config() {
        return config(kubeconfig);
    }

    private static Config config(Path kubeconfig) {
        try {
            return Config.fromKubeconfig(Files.readString(kubeconfig));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What service accounts other than those of kube-system asked of the API server, one JSON object of
     * {@code audit.k8s.io/v1} a line, metadata only. Written as requests end; it grows while it is read.
     */
    public Path auditLog() {
        return logs().resolve("audit.log");
    }

    /** Kills a program with SIGKILL and does not wait; it is started again by itself, within a second. */
    public void kill(Program program) {
        try {
            long pid = Long.parseLong(Files.readString(state().resolve("pid").resolve(program.command))
                    .strip());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        } catch (IOException e) {
            throw new UncheckedIOException(program.command + " is not running", e);
        }
    }

    /** Kills a program with SIGKILL and keeps it dead until {@link #start(Program)}. */
    public void stop(Program program) {
        call("stop", program.command);
    }

    /** Starts a stopped program again and waits until the control plane is ready. */
    public void start(Program program) {
        call("start", program.command);
    }

    /** Calls kubectl as admin; its stdout and stderr together. A failure is an exception that holds them. */
    public String kubectl(String... arguments) {
        List<String> words = new ArrayList<>(List.of("kubectl"));
        words.addAll(List.of(arguments));
        return call(words.toArray(String[]::new));
    }

    private String call(String... arguments) {
        List<String> words = new ArrayList<>(List.of("--name", name));
        words.addAll(List.of(arguments));
        ClusterScript.Ended ended = ClusterScript.call(words.toArray(String[]::new));
        if (ended.exitCode() != 0) {
            throw new IllegalStateException(words + " ended with " + ended.exitCode() + ": " + ended.output());
        }
        return ended.output();
    }

    Path state() {
        return kubeconfig.resolveSibling(".").normalize();
    }

    private Path logs() {
        return state().resolve("log");
    }

    /** What a person wants to see when a test failed: our objects, the last events, the ends of the logs. */
    String describe() {
        StringBuilder text = new StringBuilder("control plane " + name + "\n");
        text.append(ClusterScript.call("--name", name, "status").output());
        text.append(ClusterScript.call("--name", name, "kubectl", "get", "firebreak", "-A")
                .output());
        text.append(
                ClusterScript.call("--name", name, "kubectl", "events", "-A").output());
        for (Program program : Program.values()) {
            Path log = logs().resolve(program.command + ".log");
            if (Files.exists(log)) {
                text.append("-- ").append(program.command).append(".log\n").append(lastLines(log));
            }
        }
        return text.toString();
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())) + "\n";
        } catch (IOException e) {
            return e + "\n";
        }
    }

    @Override
    public void close() {
        client.close();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int exitCode = process.onExit().join().exitValue();
        if (exitCode != 0) {
            throw new IllegalStateException("control plane " + name + " ended with " + exitCode);
        }
    }
}
