// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.packaging.Installation.Outcome;
import dev.firebreak.proof.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder that {@code mvn package} makes: it starts wherever it lies, and whatever happened to its cache. */
class InstallationIT {
    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    private Path folder;

    private Installation installation;

    @BeforeEach
    void copy() throws IOException, InterruptedException {
        installation = Installation.copyInto(folder);
    }

    @Test
    void shouldSayItsVersionWhenTheEnvironmentIsEmpty() throws Exception {
        Outcome outcome = Installation.start(installation.launcher(), NOTHING, "--version");

        assertThat(outcome.out()).startsWith("firebreak ");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void shouldFindItselfWhenStartedThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), installation.launcher());

        Outcome outcome = Installation.start(link, NOTHING, "--version");

        assertThat(outcome.out()).startsWith("firebreak ");
    }

    @Test
    void shouldUseItsCacheWhenMovedToAnotherFolder() throws Exception {
        installation.addOption("-XX:AOTMode=on"); // no start without the cache

        Outcome outcome = Installation.start(installation.launcher(), NOTHING, "--version");

        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void shouldNotStartWithoutItsCacheWhenToldToInsistOnIt() throws Exception {
        installation.addOption("-XX:AOTMode=on");
        Files.delete(installation.cache());

        Outcome outcome = Installation.start(installation.launcher(), NOTHING, "--version");

        assertThat(outcome.exitCode()).isEqualTo(125);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 5_000_000})
    void shouldStartAllTheSameWhenTheCacheIsCutShort(long size) throws Exception {
        try (var cache = Files.newByteChannel(installation.cache(), java.nio.file.StandardOpenOption.WRITE)) {
            cache.truncate(size);
        }

        Outcome outcome = Installation.start(installation.launcher(), NOTHING, "--version");

        assertThat(outcome.out()).startsWith("firebreak ").hasLineCount(1);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void shouldStartAllTheSameWhenTheCacheIsMissing() throws Exception {
        Files.delete(installation.cache());

        Outcome outcome = Installation.start(installation.launcher(), NOTHING, "--version");

        assertThat(outcome.out()).startsWith("firebreak ").hasLineCount(1);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void shouldNotHeedOptionsForOtherJavasWhenTheEnvironmentHasThem() throws Exception {
        Map<String, String> options =
                Map.of("JAVA_TOOL_OPTIONS", "-nonsense", "_JAVA_OPTIONS", "-nonsense", "JDK_JAVA_OPTIONS", "-nonsense");

        Outcome outcome = Installation.start(installation.launcher(), options, "--version");

        assertThat(outcome.out()).startsWith("firebreak ").hasLineCount(1);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+NoSuchOption", "-Xmx900t"})
    void shouldEndIn125WhenTheRuntimeCannotStart(String option) throws Exception {
        installation.addOption(option);

        Outcome outcome = Installation.start(installation.launcher(), NOTHING, "--version");

        assertThat(outcome.exitCode()).isEqualTo(125);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isNotEmpty();
    }

    @Test
    void shouldSayWhatIsMissingWhenTheRuntimeIsGone() throws Exception {
        Files.move(installation.home().resolve("runtime"), folder.resolve("gone"));

        Outcome outcome = Installation.start(installation.launcher(), NOTHING, "--version");

        assertThat(outcome.exitCode()).isEqualTo(125);
        assertThat(outcome.err()).contains("runtime/lib/server/libjvm.so");
    }

    @Test
    void shouldMakeNoClassesWhenACommandIsRun() throws Exception {
        Root.required();
        Path loaded = folder.resolve("loaded");
        installation.addOption("-Xlog:class+load:file=" + loaded + ":none");

        Outcome outcome =
                Installation.start(installation.launcher(), NOTHING, "run", "--deny", "a.invalid", "--", "/bin/true");

        assertThat(outcome.exitCode()).isZero();
        // From the JDK's own files there may be some: for another locale, or what it keeps out of every cache.
        assertThat(Files.readAllLines(loaded))
                .hasSizeGreaterThan(1_000)
                .filteredOn(line -> !line.contains("source: jrt:"))
                .allMatch(line -> line.contains("source: shared objects file"));
    }
}
