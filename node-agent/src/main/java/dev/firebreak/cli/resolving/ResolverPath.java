// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.resolving;

import dev.firebreak.cli.libc.HostDaemon;
import dev.firebreak.cli.nameserver.ResolvConf;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One way by which a name may become an address on this host.
 *
 * @param name as people know it
 * @param where the file or socket
 * @param there whether this host has it
 * @param meaning what {@code firebreak run} does about it
 */
public record ResolverPath(String name, String where, boolean there, String meaning) {
    private static final Path NSSWITCH = Path.of("/etc/nsswitch.conf");

    /** All that we know of, by what this host's files and sockets say. */
    public static List<ResolverPath> all() {
        List<ResolverPath> paths = new ArrayList<>();
        paths.add(nameservers());
        for (HostDaemon daemon : HostDaemon.KNOWN) {
            boolean there = HostDaemon.present().stream().anyMatch(d -> d.name().equals(daemon.name()));
            paths.add(new ResolverPath(
                    daemon.name(),
                    daemon.socket().toString(),
                    there && Files.exists(daemon.socket()),
                    "libc would ask this daemon instead of DNS; the command cannot reach it, so that libc asks by DNS and"
                            + " is judged"));
        }
        String hosts = hostsLine();
        paths.add(new ResolverPath(
                "the hosts file",
                "/etc/hosts",
                Files.exists(Path.of("/etc/hosts")) && (hosts.isEmpty() || hosts.contains("files")),
                "names in it resolve without a question: not covered"));
        paths.add(new ResolverPath(
                "multicast DNS",
                "hosts: " + (hosts.isEmpty() ? "(no line in nsswitch.conf)" : hosts),
                hosts.contains("mdns"),
                "names below .local are asked of the network's neighbours: passes, not covered"));
        return paths;
    }

    private static ResolverPath nameservers() {
        List<InetAddress> servers = ResolvConf.read(ResolvConf.FILE).nameservers();
        return new ResolverPath(
                "DNS",
                ResolvConf.FILE + ": "
                        + servers.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", ")),
                true,
                "judged; where the answerer covers the device that leads there, denied names are told NXDOMAIN, else EPERM");
    }

    private static String hostsLine() {
        try {
            return Files.readAllLines(NSSWITCH).stream()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> line.startsWith("hosts:"))
                    .map(line -> line.substring("hosts:".length()).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
