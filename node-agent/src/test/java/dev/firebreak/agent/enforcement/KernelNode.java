// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.Examples;
import dev.firebreak.agent.cluster.ApiServer;
import dev.firebreak.agent.header.Headers;
import dev.firebreak.agent.list.ApiChunks;
import dev.firebreak.agent.list.NodeLists;
import dev.firebreak.agent.pod.PodCgroups;
import dev.firebreak.agent.pod.PodUid;
import dev.firebreak.agent.pod.Sandbox;
import dev.firebreak.agent.selection.OptIn;
import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.event.EventReader;
import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.cli.leftover.PinTree;
import dev.firebreak.proof.Mounts;
import dev.firebreak.proof.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A node of one test's own: cgroups, pins and cache, the real kernel, and an API server that never answers. Pods are cgroups
 * and the network namespace of a {@link World}. However the test ends, a janitor clears it.
 */
final class KernelNode implements AutoCloseable {
    private static final List<InetAddress> TOWARDS =
            List.of(InetAddress.ofLiteral("192.0.2.53"), InetAddress.ofLiteral("127.0.0.1"));

    final Told told = new Told();
    final Cgroup root;
    final Path pins;
    final Path cache;
    private final World world;
    private final Process janitor;
    private final KubernetesClient client;
    Headers headers = new Headers(() -> {});
    NodeFilter filter;
    NodeLists lists;
    EnforcedNode node;
    private EventReader events;

    KernelNode(World world, Path folder) throws IOException {
        this.world = world;
        String name = "firebreak-agent-" + UUID.randomUUID().toString().substring(0, 8);
        cache = folder.resolve("cache-" + name);
        pins = Mounts.bpffs().resolve(name);
        janitor = new ProcessBuilder(
                        "setsid",
                        World.SOURCES.resolve("janitor.sh").toString(),
                        Mounts.cgroup2().child(name).path().toString(),
                        pins.toString())
                .start();
        root = Mounts.cgroup2().create(name);
        Path kubeconfig = folder.resolve("nobody-" + name);
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                current-context: nobody
                contexts: [{name: nobody, context: {cluster: nobody, user: nobody}}]
                clusters: [{name: nobody, cluster: {server: "http://127.0.0.1:9"}}]
                users: [{name: nobody, user: {}}]
                """);
        client = ApiServer.client(Optional.of(kubeconfig));
        begin();
    }

    private void begin() throws IOException {
        filter = NodeFilter.open(pins, FilterConfig.DEFAULT);
        lists = new NodeLists(
                filter.filter().lists(), new ApiChunks(client), cache, 64L << 20, Clock.systemUTC(), () -> {});
        node = EnforcedNode.on(
                new EnforcedNode.Ground(filter, new PodCgroups(root.path()), 60, TOWARDS),
                OptIn.exempting("firebreak-system"),
                headers,
                lists,
                namespace -> Optional.of(Map.of()),
                told,
                Clock.systemUTC());
        events = filter.filter().readEvents(node.events());
    }

    /** Ends the agent as a signal does, and starts another. */
    void restart() throws IOException {
        end();
        headers = new Headers(() -> {});
        begin();
    }

    private void end() {
        events.close();
        lists.close();
        filter.close();
    }

    Enforcement enforcement() {
        return node.enforcement();
    }

    /** A pod in the world's box, with a cgroup of its own that nothing runs in. */
    Sandbox pod(String name) throws IOException {
        return pod(
                name, "1", Optional.of(world.namespace(World.Place.BOX, "net").toString()));
    }

    /** The same with this sandbox of it, on this network. */
    Sandbox pod(String name, String sandbox, Optional<String> netns) throws IOException {
        Sandbox example = Examples.pod(name);
        Path cgroup = cgroup(example.uid()).path();
        if (!Files.isDirectory(cgroup)) {
            Files.createDirectory(cgroup);
        }
        return new Sandbox(
                "sandbox-" + name + "-" + sandbox,
                example.uid(),
                example.namespace(),
                name,
                example.labels(),
                Map.of(),
                "",
                "/pod" + example.uid(),
                "",
                0,
                netns);
    }

    Cgroup cgroup(PodUid uid) {
        return root.child("pod" + uid);
    }

    /** What a process of the pod hears when it asks for a name by a path of ask.py. */
    String ask(Sandbox pod, String path, String name) throws IOException, InterruptedException {
        Process process = asking(pod, path, name);
        process.getOutputStream().close();
        String said = process.inputReader().readAllAsString();
        process.waitFor();
        return said.strip().replaceFirst("^\\S+ \\S+ ", "");
    }

    /** Starts it. */
    Process asking(Sandbox pod, String path, String name) throws IOException {
        var command = new ArrayList<>(List.of(
                "sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", cgroup(pod.uid()).path() + "/cgroup.procs"));
        command.addAll(world.inside(
                World.Place.BOX, List.of(World.SOURCES.resolve("ask.py").toString(), path + "=" + name)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What lies in the folder of the pods' pins. */
    List<Path> pinned() throws IOException {
        if (!Files.isDirectory(filter.pods())) {
            return List.of();
        }
        try (var pods = Files.list(filter.pods())) {
            return pods.toList();
        }
    }

    @Override
    public void close() throws IOException {
        end();
        client.close();
        for (Path pod : pinned()) {
            PinTree.remove(pod);
        }
        root.remove();
        janitor.getOutputStream().close();
        janitor.onExit().join();
    }
}
