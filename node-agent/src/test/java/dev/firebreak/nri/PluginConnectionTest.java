// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import static dev.firebreak.nri.FakeRuntime.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firebreak.nri.FakeRuntime.Connected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginConnectionTest {
    @TempDir
    private Path folder;

    private FakeRuntime runtime;
    private final RecordingPlugin plugin = new RecordingPlugin(pod -> switch (pod.getName()) {
        case "refused" -> new Answer.Reject("no list for it yet");
        case "broken" -> throw new IllegalStateException("a bug");
        default -> new Answer.Proceed();
    });

    @BeforeEach
    void listen() throws IOException {
        runtime = new FakeRuntime(folder.resolve("nri.sock"));
    }

    @AfterEach
    void stop() throws IOException {
        runtime.close();
    }

    @Test
    void shouldRegisterAndSubscribeToFourEventsWhenItConnects() throws IOException {
        try (var connection = open(plugin);
                Connected connected = runtime.accept()) {
            assertThat(connected.registration().getPluginName()).isEqualTo("test");
            assertThat(connected.registration().getPluginIdx()).isEqualTo("05");
            assertThat(connected.configure("").getEvents()).isEqualTo(0b1111);
            assertThat(connection.established()).isFalse();
        }
    }

    @Test
    void shouldAskForValidationTooWhenTheRuntimeIsNewEnough() throws IOException {
        try (var connection = open(plugin);
                Connected connected = runtime.accept()) {
            connected.registration();

            assertThat(connected.configure("v0.12.3").getEvents()).isEqualTo(0b10_0000_0000_1111);
            assertThat(connection.established()).isFalse();
        }
    }

    @Test
    void shouldHearAllPodsWhenSynchronizeComesInParts() throws IOException {
        // Given
        List<PodSandbox> pods =
                IntStream.range(0, 10).mapToObj(i -> pod("p" + i)).toList();
        try (var connection = open(plugin);
                Connected connected = runtime.accept()) {
            // When
            connected.welcome(pods, 3);

            // Then
            assertThat(plugin.heard).containsExactly("synchronize fake v1 [p0, p1, p2, p3, p4, p5, p6, p7, p8, p9]");
            assertThat(connection.established()).isTrue();
        }
    }

    @Test
    void shouldHearTheSameEventsWhenEitherGenerationTellsThem() throws IOException {
        try (var connection = open(plugin);
                Connected connected = runtime.accept()) {
            // Given
            connected.welcome(List.of(), 1);

            // When
            for (Event event : List.of(Event.RUN_POD_SANDBOX, Event.STOP_POD_SANDBOX, Event.REMOVE_POD_SANDBOX)) {
                StateChangeEvent change = StateChangeEvent.newBuilder()
                        .setEvent(event)
                        .setPod(pod("old"))
                        .build();
                result(connected.begin("StateChange", change));
            }
            for (String method : List.of("RunPodSandbox", "StopPodSandbox", "RemovePodSandbox")) {
                result(connected.begin(method, request("new")));
            }

            // Then
            assertThat(plugin.heard)
                    .containsExactly(
                            "synchronize fake v1 []",
                            "run old",
                            "stop old",
                            "remove old",
                            "run new",
                            "stop new",
                            "remove new");
            assertThat(connection.established()).isTrue();
        }
    }

    @Test
    void shouldTellTheRuntimeWhenThePluginRejects() throws IOException {
        try (var connection = open(plugin);
                Connected connected = runtime.accept()) {
            connected.welcome(List.of(), 1);

            assertThatThrownBy(() -> result(connected.begin("RunPodSandbox", request("refused"))))
                    .hasMessageContaining("code 2: no list for it yet");
            assertThat(result(connected.begin("RunPodSandbox", request("next"))))
                    .isEmpty();
            assertThat(connection.established()).isTrue();
        }
    }

    @Test
    void shouldAnswerByItselfWhenThePluginIsLate() throws IOException {
        // Given
        CountDownLatch stuck = new CountDownLatch(1);
        RecordingPlugin slow = new RecordingPlugin(pod -> {
            try {
                stuck.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Answer.Proceed();
        });
        try (var connection = open(slow, Duration.ofMillis(50));
                Connected connected = runtime.accept()) {
            connected.welcome(List.of(), 1);
            PodSandbox waiting = pod("a").toBuilder().putLabels("must", "wait").build();

            // When, Then: both are late, the second for the first one's sake
            assertThatThrownBy(() -> result(connected.begin("RunPodSandbox", request(waiting))))
                    .hasMessageContaining("not covered: no answer within 50 ms");
            assertThat(result(connected.begin("RunPodSandbox", request("b")))).isEmpty();
            assertThat(connection.established()).isTrue();
            stuck.countDown();
        }
    }

    @Test
    void shouldAskThePluginWhatToSayWhenItThrows() throws IOException {
        try (var connection = open(plugin);
                Connected connected = runtime.accept()) {
            connected.welcome(List.of(), 1);
            PodSandbox waiting =
                    pod("broken").toBuilder().putLabels("must", "wait").build();

            assertThatThrownBy(() -> result(connected.begin("RunPodSandbox", request(waiting))))
                    .hasMessageContaining("not covered: it failed");
            assertThat(connection.established()).isTrue();
        }
    }

    @Test
    void shouldAnswerWithAnErrorWhenCallsComeOutOfOrderOrUnknown() throws IOException {
        try (var connection = open(plugin);
                Connected connected = runtime.accept()) {
            connected.registration();

            assertThatThrownBy(() -> result(connected.begin("RunPodSandbox", request("early"))))
                    .hasMessageContaining("code 9");
            connected.welcome(List.of(), 1);
            assertThatThrownBy(() -> connected.configure("")).hasMessageContaining("code 9");
            assertThatThrownBy(() -> result(connected.begin("UpdatePodSandbox", request("x"))))
                    .hasMessageContaining("code 12");
            assertThat(plugin.heard).containsExactly("synchronize fake v1 []");
            assertThat(connection.established()).isTrue();
        }
    }

    @Test
    void shouldConnectAgainWhenTheRuntimeDropsIt() throws IOException {
        try (var connection = open(plugin)) {
            try (Connected first = runtime.accept()) {
                first.welcome(List.of(), 1);
            }

            try (Connected second = runtime.accept()) {
                second.welcome(List.of(pod("still-there")), 1);
                assertThat(plugin.heard)
                        .containsExactly("synchronize fake v1 []", "disconnected", "synchronize fake v1 [still-there]");
                assertThat(connection.established()).isTrue();
            }
        }
    }

    @Test
    void shouldConnectWhenTheSocketAppearsLater() throws IOException {
        // Given
        runtime.close();
        Files.delete(runtime.socket());
        try (var connection = open(plugin)) {
            await().until(() -> plugin.heard.contains("disconnected"));

            // When
            runtime = new FakeRuntime(folder.resolve("nri.sock"));

            // Then
            try (Connected connected = runtime.accept()) {
                connected.welcome(List.of(), 1);
                assertThat(connection.established()).isTrue();
            }
        }
    }

    @Test
    void shouldLeaveWhenTheRuntimeBreaksTheProtocol() throws IOException {
        try (var connection = open(plugin);
                Connected connected = runtime.accept()) {
            connected.welcome(List.of(), 1);

            connected
                    .channel()
                    .write(ByteBuffer.allocate(8).putInt(1).putInt(-1).flip());

            await().until(() -> plugin.heard.contains("disconnected"));
            assertThat(connection.established()).isFalse();
        }
    }

    @Test
    void shouldConnectAgainWhenTheStreamEndsWithinAFrame() throws IOException {
        try (var connection = open(plugin)) {
            try (Connected cut = runtime.accept()) {
                cut.welcome(List.of(), 1);
                cut.channel()
                        .write(ByteBuffer.allocate(10)
                                .putInt(1)
                                .putInt(500)
                                .putShort((short) 7)
                                .flip());
            }

            try (Connected next = runtime.accept()) {
                next.welcome(List.of(), 1);
                assertThat(result(next.begin("RunPodSandbox", request("after"))))
                        .isEmpty();
                assertThat(plugin.heard).endsWith("run after");
                assertThat(connection.established()).isTrue();
            }
        }
    }

    @Test
    void shouldHearThePodWhenItsLabelsAreHuge() throws IOException {
        try (var connection = open(plugin);
                Connected connected = runtime.accept()) {
            connected.welcome(List.of(), 1);
            String megabyte = "x".repeat(1 << 20);

            result(connected.begin(
                    "RunPodSandbox",
                    request(pod("labelled").toBuilder().putLabels("k", megabyte).build())));

            assertThat(plugin.pods)
                    .singleElement()
                    .satisfies(pod -> assertThat(pod.getLabelsMap()).containsEntry("k", megabyte));
            assertThat(connection.established()).isTrue();
        }
    }

    @Test
    void shouldRefuseWhenSynchronizeNeverEnds() throws IOException {
        List<PodSandbox> many = Collections.nCopies(PluginService.MAX_PODS + 1, PodSandbox.getDefaultInstance());
        try (var connection = open(plugin);
                Connected connected = runtime.accept()) {
            assertThatThrownBy(() -> connected.welcome(many, 1000)).hasMessageContaining("code 8");
            assertThat(connection.established()).isFalse();
        }
    }

    @Test
    void shouldEndTheConnectionWhenClosed() throws IOException {
        PluginConnection connection = open(plugin);
        try (Connected connected = runtime.accept()) {
            connected.welcome(List.of(), 1);

            connection.close();

            assertThat(connected.ended()).succeedsWithin(Duration.ofSeconds(10));
            assertThat(connection.established()).isFalse();
        }
    }

    private PluginConnection open(Plugin which) {
        return open(which, Duration.ofSeconds(10));
    }

    private PluginConnection open(Plugin which, Duration deadline) {
        return PluginConnection.open(new Registration(runtime.socket(), "test", "05", deadline), which);
    }

    private static PodSandbox pod(String name) {
        return PodSandbox.newBuilder().setId("id-" + name).setName(name).build();
    }

    private static PodRequest request(String name) {
        return request(pod(name));
    }

    private static PodRequest request(PodSandbox pod) {
        return PodRequest.newBuilder().setPod(pod).build();
    }
}
