// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.resolvers;

import java.nio.file.Path;
import java.util.List;

/**
 * One resolver in one setting.
 *
 * @param resolver what a reader calls it
 * @param transport begins with "UDP" or "TCP"; the control run holds it to that
 * @param view how the box is set up for it
 * @param command asks for the name that is appended to it, and prints the addresses or why there are none
 */
record Client(String resolver, String transport, View view, List<String> command) {
    Client {
        command = List.copyOf(command);
    }

    /**
     * All of them.
     *
     * @param sources {@code src/test/resolvers}
     * @param built what its Makefile made
     */
    static List<Client> all(Path sources, Path built) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String python = "/usr/bin/python3";
        String lookupMjs = sources.resolve("lookup.mjs").toString();
        List<String> curl = List.of("sh", "-c", "exec curl -sSv --max-time 60 http://$0:9/");
        return List.of(
                udp("glibc getaddrinfo", built.resolve("glibc").toString()),
                tcp("glibc getaddrinfo", built.resolve("glibc").toString()),
                udp6("glibc getaddrinfo", built.resolve("glibc").toString()),
                new Client(
                        "glibc beside nscd",
                        "UDP",
                        View.NSCD,
                        List.of(built.resolve("glibc").toString())),
                udp("musl getaddrinfo", built.resolve("musl").toString()),
                udp6("musl getaddrinfo", built.resolve("musl").toString()),
                udp("c-ares", built.resolve("cares").toString()),
                new Client(
                        "c-ares",
                        "TCP",
                        View.UDP,
                        List.of(built.resolve("cares").toString(), "--tcp")),
                udp("Go, its own", built.resolve("netgo").toString()),
                tcp("Go, its own", built.resolve("netgo").toString()),
                udp("Java InetAddress", java, "-cp", built.toString(), "Lookup"),
                tcp("Java InetAddress", java, "-cp", built.toString(), "Lookup"),
                udp("Python getaddrinfo", python, sources.resolve("lookup.py").toString()),
                tcp("Python getaddrinfo", python, sources.resolve("lookup.py").toString()),
                udp("Node dns.lookup", "node", lookupMjs, "lookup"),
                tcp("Node dns.lookup", "node", lookupMjs, "lookup"),
                udp("Node dns.resolve4", "node", lookupMjs, "resolve4"),
                tcp("Node dns.resolve4", "node", lookupMjs, "resolve4"),
                new Client("curl", "UDP", View.UDP, curl),
                new Client("curl", "TCP", View.TCP, curl),
                udp("dig", "dig"),
                new Client("dig +tcp", "TCP", View.UDP, List.of("dig", "+tcp")),
                new Client("dig +tcp", "TCP, IPv6", View.UDP6, List.of("dig", "+tcp")),
                udp("busybox nslookup", "busybox", "nslookup"));
    }

    private static Client udp(String resolver, String... command) {
        return new Client(resolver, "UDP", View.UDP, List.of(command));
    }

    private static Client udp6(String resolver, String... command) {
        return new Client(resolver, "UDP, IPv6", View.UDP6, List.of(command));
    }

    private static Client tcp(String resolver, String... command) {
        return new Client(resolver, "TCP", View.TCP, List.of(command));
    }

    @Override
    public String toString() {
        return resolver + " over " + transport;
    }
}
