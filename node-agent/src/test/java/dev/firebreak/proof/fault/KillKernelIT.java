// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.proof.Mounts;
import dev.firebreak.proof.Root;
import dev.firebreak.proof.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code kill -9} of firebreak under a steady load: the command is filtered on, or was never started. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillKernelIT {
    private static final int RANDOM_KILLS = 20;
    private static final int AT_ONCE = 2;
    private static final int LATEST_MILLIS = 2_500;
    private static final double LOAD_SECONDS = 1;

    @TempDir
    private static Path state;

    private final List<Long> killed = new ArrayList<>();
    private Path runs;
    private World world;

    @BeforeAll
    void buildWorld() throws IOException {
        Root.required();
        runs = Mounts.bpffs().resolve("firebreak/v1/run");
        world = new World(Files.createDirectory(state.resolve("world")));
    }

    /** The next run clears what the killed ones left, now that their commands are over. */
    @AfterAll
    void clear() throws IOException, InterruptedException {
        if (world == null) {
            return;
        }
        int status = start(List.of(Load.FIREBREAK, "run", "--quiet", "--deny=" + Load.DENIED, "--", "true"))
                .waitFor();
        world.close();
        assertThat(status).isZero();
        for (long pid : killed) {
            assertThat(Milestone.named(runs, "-" + pid)).as("pins of " + pid).isEmpty();
            assertThat(Milestone.named(cgroups(), "-" + pid))
                    .as("cgroup of " + pid)
                    .isEmpty();
        }
    }

    @Test
    void shouldDenyOnAndHarmNobodyWhenKilledAtRandomMoments() throws Exception {
        // Given
        var random = new Random();
        List<Callable<Integer>> kills = new ArrayList<>();
        for (int i = 0; i < RANDOM_KILLS; i++) {
            Load load = new Load(state.resolve("random-" + i));
            long millis = random.nextInt(LATEST_MILLIS);
            kills.add(() -> kill(load, process -> process.waitFor(millis, TimeUnit.MILLISECONDS)));
        }

        // When
        int lookups = 0;
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Integer> each : threads.invokeAll(kills)) {
                lookups += each.get();
            }
        }

        // Then: kill() has looked at each; and some were killed while their command was at it.
        assertThat(lookups).as("lookups after the kill").isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void shouldDenyOnAndHarmNobodyWhenKilledAtAStepOfAttaching(Milestone milestone) throws Exception {
        Load load = new Load(state.resolve("step-" + milestone));
        kill(load, process -> {
            while (process.isAlive() && !milestone.isReached(runs, cgroups(), process.pid())) {
                Thread.onSpinWait();
            }
            assertThat(process.isAlive())
                    .as("%s was reached before the run's end", milestone)
                    .isTrue();
            return true;
        });
    }

    /** What passes until the kill. */
    @FunctionalInterface
    private interface Until {
        boolean passed(Process process) throws InterruptedException;
    }

    /** Lookups after the kill; none of them, nor before, was wrong. */
    private int kill(Load load, Until until) throws IOException, InterruptedException {
        Process process = start(load.command(LOAD_SECONDS));
        until.passed(process);
        process.destroyForcibly().waitFor();
        synchronized (killed) {
            killed.add(process.pid());
        }
        int before = load.lookups();
        awaitEndOfCommand(process.pid());
        assertThat(load.holes()).as("denied lookups that resolved").isEmpty();
        assertThat(load.failures()).as("allowed lookups that failed").isEmpty();
        return load.lookups() - before;
    }

    private void awaitEndOfCommand(long pid) throws IOException {
        Optional<Path> cgroup = Milestone.named(cgroups(), "-" + pid);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> cgroup.isEmpty()
                        || !Files.exists(cgroup.get())
                        || Files.readString(cgroup.get().resolve("cgroup.procs"))
                                .isEmpty());
    }

    /** The folder of cgroups that a run of ours makes its own in: the one that we are in. */
    private static Path cgroups() {
        try {
            String own = Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                    .filter(line -> line.startsWith("0::/"))
                    .findFirst()
                    .orElseThrow();
            return Mounts.cgroup2().path().resolve(own.substring("0::/".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(world.inside(World.Place.BOX, command))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
