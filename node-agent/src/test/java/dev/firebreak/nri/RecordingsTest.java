// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conversations of real runtimes with this plugin, heard again: the same words, answered with the same bytes, wherever the
 * stream is cut. Each was one pod's life, made by {@link RuntimeContract} with a {@link Recording.Tap} in between.
 */
class RecordingsTest {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final RecordingPlugin plugin = new RecordingPlugin();

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "containerd-1.7.frames, 1",
        "containerd-1.7.frames, 2",
        "containerd-1.7.frames, 3",
        "containerd-1.7.frames, 5",
        "containerd-1.7.frames, 8",
        "containerd-1.7.frames, 61",
        "containerd-1.7.frames, 1000000",
        "containerd-2.4.frames, 1",
        "containerd-2.4.frames, 2",
        "containerd-2.4.frames, 3",
        "containerd-2.4.frames, 5",
        "containerd-2.4.frames, 8",
        "containerd-2.4.frames, 61",
        "containerd-2.4.frames, 1000000"
    })
    void shouldAnswerTheSameBytesWhenTheStreamComesInPieces(String name, int piece) throws IOException {
        // Given
        Recording recording = Recording.of(name);
        Wire wire = new Wire(recording.bytes('>'), piece);

        // When
        session(wire).run("contract", "42");

        // Then
        assertThat(wire.written()).isEqualTo(recording.bytes('<'));
        assertThat(plugin.heard)
                .first()
                .asString()
                .startsWith("synchronize "
                        + name.substring(0, "containerd-1.7".length()).replace('-', ' '));
        assertThat(plugin.heard)
                .containsSubsequence("run recorded", "create recorded main", "stop recorded", "remove recorded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"containerd-1.7.frames", "containerd-2.4.frames"})
    void shouldReadWhereThePodIsWhenASandboxRuns(String name) throws IOException {
        // When
        session(new Wire(Recording.of(name).bytes('>'), 4096)).run("contract", "42");

        // Then
        assertThat(plugin.pods)
                .filteredOn(pod -> pod.getName().equals("recorded"))
                .first()
                .satisfies(pod -> {
                    assertThat(pod.getId()).matches("[0-9a-f]{64}");
                    assertThat(pod.getNamespace()).isEqualTo("default");
                    assertThat(pod.getLabelsMap()).containsEntry("contract", "true");
                    assertThat(pod.getLinux().getCgroupParent()).contains("/pod" + pod.getUid());
                    assertThat(pod.getLinux().getCgroupsPath())
                            .isEqualTo(pod.getLinux().getCgroupParent() + "/" + pod.getId());
                    assertThat(pod.getPid()).isPositive();
                    assertThat(pod.getLinux().getNamespacesList())
                            .filteredOn(namespace -> namespace.getType().equals("network"))
                            .singleElement()
                            .satisfies(
                                    namespace -> assertThat(namespace.getPath()).startsWith("/var/run/netns/"));
                });
    }

    private Session session(Wire wire) {
        return new Session(wire, plugin, Duration.ofMinutes(1), Runnable::run, clock);
    }
}
