// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import dev.firebreak.operator.cluster.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The built operator as a process of its own, as the cluster's admin, with 320 MiB of heap. It ends with {@link #close},
 * and when this JVM does: the shell around it then reads the end of our pipe.
 */
final class OperatorProgram implements AutoCloseable {
    private static final Path PROGRAM = Path.of("target/quarkus-app/quarkus-run.jar");

    private static final String TIED_TO_STDIN = "\"$@\" & program=$!; read -r _; kill -9 $program; wait";

    private final Process shell;
    private final Path log;

    /** @param settings such as {@code firebreak.status.interval=5S} */
    OperatorProgram(ControlPlane plane, Path folder, List<String> settings) {
        log = folder.resolve("operator.log");
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                TIED_TO_STDIN,
                "sh",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx320m"));
        settings.forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of("-Dquarkus.http.port=" + freePort(), "-jar", PROGRAM.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("KUBECONFIG", plane.kubeconfig().toString());
        try {
            shell = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return program().isPresent();
    }

    private Optional<ProcessHandle> program() {
        return shell.children().findFirst();
    }

    /** The most memory that it ever had, in MiB: VmHWM of proc(5). */
    long peakMebibytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + program().orElseThrow().pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of its log. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shell.onExit().join();
    }
}
