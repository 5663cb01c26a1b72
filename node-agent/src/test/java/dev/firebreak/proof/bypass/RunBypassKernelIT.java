// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.proof.Root;
import dev.firebreak.proof.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code firebreak run} on a host, against every bypass by a socket that the run's own processes open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunBypassKernelIT {
    @TempDir
    private static Path state;

    private World world;

    @BeforeAll
    void buildWorld() throws IOException {
        Root.required();
        world = new World(state);
    }

    @AfterAll
    void takeDownWorld() throws IOException {
        if (world != null) {
            world.close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> shouldResolveOnlyWhatIsAllowedWhenAskedByAnyPath()
            throws IOException, InterruptedException {
        var containers = new ArrayList<DynamicContainer>();
        for (View view : View.all()) {
            var box = new FilteredBox(world, view);
            var control = Trial.control(view.bypasses(), box::unfiltered);
            Trial trial = Trial.of(control, view.bypasses(), box::filtered);
            containers.add(DynamicContainer.dynamicContainer(view.name(), trial.tests(view.bypasses())));
        }
        return containers.stream();
    }

    /** A path that nobody runs is no proof. */
    @Test
    void shouldTryEveryPathThatTheClientsKnow() throws IOException, InterruptedException {
        // When
        Process list = new ProcessBuilder(World.SOURCES.resolve("ask.py").toString(), "--list").start();
        List<String> known = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        // Then
        assertThat(list.waitFor()).isZero();
        assertThat(Stream.of(Bypass.ofSockets(), Bypass.ofFrames(), Bypass.ofOlderSockets())
                        .flatMap(List::stream)
                        .map(Bypass::path))
                .containsExactlyInAnyOrderElementsOf(known);
    }
}
