// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole node: kubelet, containerd with NRI, CNI, kube-proxy and CoreDNS, with mounts, network, pids and control groups
 * of its own, where the standard paths and ports are (e2e/cluster/node says how). Beside the API server of its cluster,
 * which runs in it. It ends with its {@link ControlPlane}.
 */
public final class Node {

    private final ControlPlane plane;

    Node(ControlPlane plane) {
        this.plane = plane;
    }

    /** Its name in Kubernetes. */
    public String name() {
        return "node1";
    }

    /** The cluster that it is the node of. */
    public ControlPlane plane() {
        return plane;
    }

    /** A command that runs in the node when it is started, and is killed when the process that stands for it here is. */
    public ProcessBuilder command(String... arguments) {
        return ClusterScript.command(words("enter", arguments));
    }

    /** Runs a command in the node; its stdout and stderr together. A failure is an exception that holds them. */
    public String call(String... arguments) {
        ClusterScript.Ended ended = ClusterScript.run(command(arguments));
        if (ended.exitCode() != 0) {
            throw new IllegalStateException(
                    List.of(arguments) + " ended with " + ended.exitCode() + ": " + ended.output());
        }
        return ended.output();
    }

    /** Imports an image archive, as {@code docker save} writes it. */
    public void load(Path archive) {
        ClusterScript.Ended ended = ClusterScript.run(
                ClusterScript.command(words("load", archive.toAbsolutePath().toString())));
        if (ended.exitCode() != 0) {
            throw new IllegalStateException("load " + archive + ": " + ended.output());
        }
    }

    /** The node's root directory, seen from here: sockets and files of it can be used by their path below. */
    public Path root() {
        return Path.of("/proc/" + firstProcess() + "/root");
    }

    /** The number here of the node's first process; {@code /proc/NUMBER/ns} has its namespaces. */
    public long firstProcess() {
        String outer = read(plane.state().resolve("pid/node"));
        return Long.parseLong(read(Path.of("/proc", outer, "task", outer, "children")));
    }

    /** The control group on this machine that is the root of the node's. */
    public Path cgroup() {
        return Path.of(read(plane.state().resolve("cgroup")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> words(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of("--name", plane.name(), command));
        words.addAll(List.of(arguments));
        return words;
    }
}
