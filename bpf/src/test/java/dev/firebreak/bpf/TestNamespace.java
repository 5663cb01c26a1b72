// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace of one test's own, with its loopback up. It lives as long as processes that end with this one: killed
 * at any moment, a test leaves none behind.
 */
public final class TestNamespace implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();

    private TestNamespace(Process holder) {
        processes.add(holder);
    }

    /** Makes one. */
    public static TestNamespace make() throws IOException {
        // Both wait for the end of their input, which comes when this process ends.
        var namespace = new TestNamespace(start("unshare", "--net", "sh", "-c", "echo ready; exec cat"));
        namespace.ip("link", "set", "lo", "up");
        return namespace;
    }

    private static Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"ready".equals(said)) {
            throw new IOException(String.join(" ", command) + " said " + said);
        }
        return process;
    }

    /** Joins this namespace (10.99.0.1) to another (10.99.0.2) by a pair of devices named eth0. */
    public void join(TestNamespace other) throws IOException {
        String peer = Long.toString(other.processes.getFirst().pid());
        ip("link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", peer);
        ip("link", "set", "eth0", "up");
        ip("address", "add", "10.99.0.1/24", "dev", "eth0");
        other.ip("link", "set", "eth0", "up");
        other.ip("address", "add", "10.99.0.2/24", "dev", "eth0");
    }

    /** Starts a DNS server inside that resolves every name. */
    public void serve(String address) throws IOException {
        processes.add(start("nsenter", "--net=" + file(), "python3", "src/test/resources/ask.py", "serve", address));
    }

    /** Runs ip(8) inside, and fails where it does. */
    public void ip(String... arguments) throws IOException {
        run("ip", arguments);
    }

    /** Runs a command inside, and fails where it does. */
    public void run(String program, String... arguments) throws IOException {
        said(program, arguments);
    }

    /** The same; what it said. */
    public String said(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("nsenter", "--net=" + file(), program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    /** Returns the file by which it is entered. */
    public Path file() {
        return Path.of("/proc", Long.toString(processes.getFirst().pid()), "ns/net");
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        processes.forEach(process -> process.onExit().join());
    }
}
