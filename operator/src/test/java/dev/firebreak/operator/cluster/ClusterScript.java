// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Calls {@code script/cluster} of this checkout. */
final class ClusterScript {

    /** What a call printed and how it ended; {@code output} holds stdout and stderr. */
    record Ended(int exitCode, String output) {}

    private ClusterScript() {}

    static Path path() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path script = folder.resolve("script/cluster");
            if (Files.isExecutable(script)) {
                return script;
            }
        }
        throw new IllegalStateException("no script/cluster at or above " + start);
    }

    static ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(path().toString());
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    static Ended call(String... arguments) {
        return run(command(List.of(arguments)));
    }

    static Ended run(ProcessBuilder command) {
        try {
            Process process = command.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command.command() + " was interrupted", e);
        }
    }

    /** The names of the programs that a control plane needs and that are not built; empty when all are there. */
    static String missingPrograms() {
        Ended check = call("build", "--check");
        if (check.exitCode() != 0 && check.exitCode() != 3) {
            throw new IllegalStateException(check.output());
        }
        return check.output().strip();
    }
}
