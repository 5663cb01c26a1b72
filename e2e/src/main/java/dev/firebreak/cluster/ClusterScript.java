// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Calls {@code script/cluster} of this checkout. */
public final class ClusterScript {

    /** What a call printed and how it ended; {@code output} holds stdout and stderr. */
    public record Ended(int exitCode, String output) {}

    private ClusterScript() {}

    /** The script itself, found at or above the working directory. */
    public static Path path() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path script = folder.resolve("script/cluster");
            if (Files.isExecutable(script)) {
                return script;
            }
        }
        throw new IllegalStateException("no script/cluster at or above " + start);
    }

    /** A call of it that is not started yet. */
    public static ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(path().toString());
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** Calls it and waits for its end. */
    public static Ended call(String... arguments) {
        return run(command(List.of(arguments)));
    }

    /** Runs a command without input and waits for its end. */
    public static Ended run(ProcessBuilder command) {
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

    /**
     * The names of the programs that are needed and not built; empty when all are there.
     *
     * @param needed programs, or sets of them as {@code e2e/cluster/build --help} names them
     */
    static String missingPrograms(List<String> needed) {
        List<String> words = new ArrayList<>(List.of("build", "--check"));
        words.addAll(needed);
        Ended check = call(words.toArray(String[]::new));
        if (check.exitCode() != 0 && check.exitCode() != 3) {
            throw new IllegalStateException(check.output());
        }
        return check.output().strip();
    }
}
