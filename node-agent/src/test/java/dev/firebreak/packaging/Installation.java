// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of {@code target/dist} that a test may damage.
 *
 * @param home its folder
 */
record Installation(Path home) {
    private static final Path BUILT = Path.of("target", "dist").toAbsolutePath();

    /**
     * What one start of it did.
     *
     * @param exitCode as the shell sees it
     * @param out its standard output
     * @param err its standard error
     */
    record Outcome(int exitCode, String out, String err) {}

    /** Copies the built folder, times kept, into a folder of another name. */
    static Installation copyInto(Path folder) throws IOException, InterruptedException {
        Path home = folder.resolve("elsewhere");
        Process copy = new ProcessBuilder("cp", "-a", BUILT.toString(), home.toString())
                .inheritIO()
                .start();
        if (copy.waitFor() != 0) {
            throw new IOException("cannot copy " + BUILT + ": was it built (mvn package)?");
        }
        return new Installation(home);
    }

    Path launcher() {
        return home.resolve("bin", "firebreak");
    }

    /** The one start-up cache. */
    Path cache() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            List<Path> caches =
                    files.filter(file -> file.toString().endsWith(".aot")).toList();
            if (caches.size() != 1) {
                throw new IOException("not one cache: " + caches);
            }
            return caches.getFirst();
        }
    }

    /** Gives the runtime one option more. */
    void addOption(String option) throws IOException {
        Files.writeString(home.resolve("lib", "jvm.options"), option + "\n", StandardOpenOption.APPEND);
    }

    /** Runs a launcher with exactly this environment. */
    static Outcome start(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("installation", ".out");
        Path err = Files.createTempFile("installation", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                                    .toList())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("still running after 60 s; so far: " + Files.readString(err));
            }
            return new Outcome(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
