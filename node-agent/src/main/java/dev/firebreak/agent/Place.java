// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import dev.firebreak.agent.node.NodeState;
import dev.firebreak.bpf.cgroup.CgroupMount;
import dev.firebreak.bpf.cgroup.Mounts;
import dev.firebreak.bpf.filter.FilterConfig;
import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.leftover.PinRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The node that the agent finds itself on.
 *
 * @param cgroupRoot the cgroup2 mount
 * @param pins our folder of the host's bpffs
 * @param about what the node's report says of it
 */
public record Place(String nodeName, Path cgroupRoot, Path pins, NodeState.About about) {
    /** Pods under the filter at once: kubelets allow 110 as they come, some are set to more. */
    static final int SCOPES = 1_000;

    private static final int LISTS = 256;

    /**
     * The devices by which a pod asks are those that lead to these: to anywhere (addresses of documentation, RFC 5737 and 3849,
     * which nobody has), and to a resolver of the pod's own.
     */
    static final List<InetAddress> TOWARDS = List.of(
            InetAddress.ofLiteral("192.0.2.53"),
            InetAddress.ofLiteral("2001:db8::53"),
            InetAddress.ofLiteral("127.0.0.1"));

    /** Finds it, or refuses with what is missing and what to do. */
    public static Place find(Settings settings, Map<String, String> environment, String version, String abi) {
        try {
            Path cgroups = settings.cgroupRoot()
                    .or(Place::cgroup2)
                    .orElseThrow(() -> Refusal.of(
                            "no cgroup2 is mounted: pods are filtered by their cgroup, and cgroup v1 alone cannot do it",
                            "/proc/self/mounts",
                            "boot the node with the unified or hybrid hierarchy, and mount the host's /sys/fs/cgroup into the"
                                    + " agent"));
            Path bpffs = settings.bpffs()
                    .or(Place::bpf)
                    .orElseThrow(() -> Refusal.of(
                            "no bpffs is mounted: what is pinned there outlives the agent",
                            "/proc/self/mounts",
                            "mount the host's /sys/fs/bpf into the agent (on the host: mount -t bpf bpf /sys/fs/bpf)"));
            return new Place(
                    settings.nodeName()
                            .or(() -> Optional.ofNullable(environment.get("NODE_NAME")))
                            .orElseGet(Place::hostName),
                    cgroups,
                    PinRoot.in(bpffs).path().resolve("node"),
                    new NodeState.About(
                            version, abi, System.getProperty("os.version"), Optional.empty(), Optional.empty()));
        } catch (UncheckedIOException e) {
            throw Refusal.of("the node cannot be looked at: " + e.getMessage(), "/proc", "mount proc on /proc")
                    .because(e);
        }
    }

    private static Optional<Path> cgroup2() {
        try {
            return CgroupMount.find().map(CgroupMount::path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> bpf() {
        try {
            return Mounts.ofType("bpf");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the node's filter is loaded with. */
    FilterConfig filterConfig(List<Integer> ports) {
        FilterConfig one = FilterConfig.DEFAULT;
        return new FilterConfig(
                one.mark(),
                one.markMask(),
                one.attribution(),
                ports,
                SCOPES,
                LISTS,
                one.denied(),
                one.allowed(),
                one.repeatMillis(),
                one.deniedRingBytes(),
                one.allowedRingBytes());
    }
}
