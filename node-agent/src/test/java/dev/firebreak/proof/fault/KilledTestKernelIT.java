// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firebreak.proof.Mounts;
import dev.firebreak.proof.Root;
import dev.firebreak.proof.bypass.StandingPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test that is killed in its midst leaves nothing: no cgroup, no pin, no process, and with these no namespace. */
class KilledTestKernelIT {
    @TempDir
    private static Path state;

    @BeforeAll
    static void requireRoot() {
        Root.required();
    }

    @Test
    void shouldLeaveNothingWhenATestIsKilled() throws IOException, InterruptedException {
        // Given: another JVM that has built a world and a filtered pod
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "--enable-native-access=ALL-UNNAMED"));
        String artefacts = System.getProperty("firebreak.native");
        if (artefacts != null) {
            command.add("-Dfirebreak.native=" + artefacts);
        }
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), StandingPod.class.getName(), state.toString()));
        Process test = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(test.inputReader().readLine()).isEqualTo("standing");
        List<ProcessHandle> processes = test.descendants().toList();
        assertThat(left(test.pid())).hasSize(2);
        assertThat(processes).isNotEmpty();

        // When
        test.destroyForcibly().waitFor();

        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(left(test.pid())).isEmpty();
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
        });
    }

    /** Its cgroup and its folder of pins. */
    private static List<Path> left(long pid) throws IOException {
        var left = new ArrayList<Path>();
        for (Path folder : List.of(Mounts.cgroup2().path(), Mounts.bpffs())) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.getFileName().toString().startsWith("firebreak-proof-" + pid + "-"))
                        .forEach(left::add);
            }
        }
        return left;
    }
}
