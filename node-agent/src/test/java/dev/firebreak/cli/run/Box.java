// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.cgroup.CgroupMount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A machine of one test's own, as far as firebreak can see: network namespace with a DNS server on 127.0.0.1 that resolves
 * {@code *.example.com}, mount namespace with a bpffs of its own, cgroup. The DNS server holds the namespaces and is ended by
 * the kernel when this process ends, so that nothing stays; a cgroup left by a killed test is removed by the next.
 */
final class Box implements AutoCloseable {
    static final String ADDRESS = "192.0.2.7";

    private static final Path FIREBREAK = Path.of(System.getProperty("firebreak.binary", "target/dist/bin/firebreak"))
            .toAbsolutePath();
    private static final String PREFIX = "fb-cli-test-";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path work;
    private final Cgroup cgroup;
    private final Process server;

    private Box(Path work, Cgroup cgroup, Process server) {
        this.work = work;
        this.cgroup = cgroup;
        this.server = server;
    }

    static Box open(Path work) throws IOException {
        Cgroup own = CgroupMount.find().orElseThrow().own();
        removeThoseOfKilledTests(own);
        Path resolvConf = Files.writeString(work.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
        Cgroup cgroup = own.create(PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        Process server = new ProcessBuilder(
                        "setpriv",
                        "--pdeathsig",
                        "KILL",
                        "unshare",
                        "--net",
                        "--mount",
                        "sh",
                        "-euc",
                        """
                        ip link set lo up
                        ip address add 192.0.2.32/32 dev lo
                        mount -t bpf bpf /sys/fs/bpf
                        mount --bind "$0" /etc/resolv.conf
                        exec dnsmasq --keep-in-foreground --user=root --pid-file= --conf-file=/dev/null --no-hosts \\
                            --no-resolv --listen-address=127.0.0.1 --bind-interfaces --address=/example.com/"$1" \\
                            --log-facility=-
                        """,
                        resolvConf.toString(),
                        ADDRESS)
                .redirectErrorStream(true)
                .start();
        Box box = new Box(work, cgroup, server);
        box.waitForServer();
        return box;
    }

    private void waitForServer() throws IOException {
        var said = server.inputReader(StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            if (line.contains("started, version")) {
                return;
            }
        }
        close();
        throw new IOException("the DNS server did not start: " + all);
    }

    /** Runs {@code firebreak ARGUMENTS} inside to its end. */
    Started.Ran firebreak(String... arguments) throws IOException, InterruptedException {
        return start(command(arguments)).end();
    }

    /** {@code firebreak run SWITCHES -- sh -c SCRIPT}. */
    Started.Ran run(List<String> switches, String script) throws IOException, InterruptedException {
        return startRun(switches, script).end();
    }

    /** The same, not waited for. */
    Started startRun(List<String> switches, String script) throws IOException {
        return start(runCommand(switches, script));
    }

    /** The words of {@code firebreak run SWITCHES -- sh -c SCRIPT}. */
    static List<String> runCommand(List<String> switches, String script) {
        List<String> words = new ArrayList<>(List.of(FIREBREAK.toString(), "run"));
        words.addAll(switches);
        words.addAll(List.of("--", "sh", "-c", script));
        return words;
    }

    private static List<String> command(String... arguments) {
        List<String> words = new ArrayList<>(List.of(FIREBREAK.toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Runs a command inside the box, without firebreak. */
    Started.Ran unfiltered(String... words) throws IOException, InterruptedException {
        return start(List.of(words)).end();
    }

    /** Starts a command inside the box, its output in files of the work folder. */
    Started start(List<String> words) throws IOException {
        List<String> inside = new ArrayList<>(List.of(
                "sh",
                "-c",
                "echo 0 >\"$0/cgroup.procs\" && exec \"$@\"",
                cgroup.path().toString(),
                "nsenter",
                "--target=" + server.pid(),
                "--net",
                "--mount",
                "--wd=" + work,
                "--"));
        inside.addAll(words);
        int number = COUNT.incrementAndGet();
        return new Started(
                new ProcessBuilder(inside)
                        .redirectOutput(file(number, "out").toFile())
                        .redirectError(file(number, "err").toFile())
                        .start(),
                file(number, "out"),
                file(number, "err"));
    }

    private Path file(int number, String name) {
        return work.resolve(number + "." + name);
    }

    /** A file of the work folder, read as JSON. */
    JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(work.resolve(name).toFile());
    }

    Path work() {
        return work;
    }

    Cgroup cgroup() {
        return cgroup;
    }

    /** The cgroups of runs that stand in this box. */
    List<Path> runCgroups() throws IOException {
        List<Path> runs = new ArrayList<>();
        try (DirectoryStream<Path> below = Files.newDirectoryStream(cgroup.path(), "firebreak-*")) {
            below.forEach(runs::add);
        }
        return runs;
    }

    /** What is pinned in this box: paths below firebreak/v1. */
    List<String> pins() throws IOException, InterruptedException {
        return unfiltered(
                        "sh",
                        "-c",
                        "cd /sys/fs/bpf && find firebreak/v1/run firebreak/v1/host -mindepth 1 2>/dev/null; true")
                .out()
                .lines()
                .toList();
    }

    @Override
    public void close() throws IOException {
        remove(cgroup);
        server.destroyForcibly();
        server.onExit().join();
    }

    private static void remove(Cgroup cgroup) throws IOException {
        Files.writeString(cgroup.path().resolve("cgroup.kill"), "1");
        Awaitility.await().until(() -> !cgroup.populated());
        cgroup.remove();
    }

    private static void removeThoseOfKilledTests(Cgroup own) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(own.path(), PREFIX + "*")) {
            for (Path path : left) {
                String name = path.getFileName().toString().substring(PREFIX.length());
                if (ProcessHandle.of(Long.parseLong(name.substring(0, name.indexOf('-'))))
                        .isEmpty()) {
                    remove(new Cgroup(path));
                }
            }
        }
    }
}
