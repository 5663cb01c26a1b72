// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every runtime does to a plugin: the real ones of both generations, and the double that stands for them. */
abstract class RuntimeContract {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> LABELS = Map.of("contract", "true");

    @TempDir
    private Path folder;

    /** The runtime's NRI socket. */
    abstract Path socket() throws IOException;

    /** Makes pods on it. */
    abstract Pods pods();

    /** Pods of one container called {@code main}. */
    interface Pods {
        /** Asks for a pod; it may be refused and asked for again and again. */
        void create(String name, Map<String, String> labels);

        boolean running(String name);

        /** The last reason for which the runtime did not make it; empty for none. */
        String refusal(String name);

        /** Ends the pod and waits until nothing of it is left. */
        void delete(String name);
    }

    @Test
    void shouldTellAPodsLifeInOrder() throws IOException {
        RecordingPlugin plugin = new RecordingPlugin();
        try (Recording.Tap tap = new Recording.Tap(socket(), folder.resolve("tap"));
                var connection = open(tap.socket, plugin)) {
            await().atMost(SOON).until(connection::established);

            pods().create("recorded", LABELS);
            await().atMost(SOON).until(() -> pods().running("recorded"));
            pods().delete("recorded");

            await().atMost(SOON).until(() -> plugin.heard.contains("remove recorded"));
            assertThat(plugin.heard)
                    .filteredOn(line -> line.contains(" recorded"))
                    .containsSubsequence("run recorded", "create recorded main", "stop recorded", "remove recorded");
            keep(tap.lines);
        }
    }

    @Test
    void shouldNotMakeThePodUntilItIsNoLongerRejected() throws IOException {
        AtomicBoolean ready = new AtomicBoolean();
        RecordingPlugin plugin = new RecordingPlugin(pod -> pod.getName().equals("refused") && !ready.get()
                ? new Answer.Reject("its list is not on this node yet")
                : new Answer.Proceed());
        try (var connection = open(socket(), plugin)) {
            await().atMost(SOON).until(connection::established);

            pods().create("refused", LABELS);

            await().atMost(SOON).until(() -> pods().refusal("refused").contains("its list is not on this node yet"));
            assertThat(pods().running("refused")).isFalse();
            assertThat(plugin.heard).doesNotContain("create refused main");
            assertThat(connection.established()).isTrue();
            ready.set(true);
            await().atMost(SOON).until(() -> pods().running("refused"));
        } finally {
            pods().delete("refused");
        }
    }

    @Test
    void shouldKeepAskingThePluginWhenItWasStuck() throws IOException {
        CountDownLatch free = new CountDownLatch(1);
        RecordingPlugin plugin = new RecordingPlugin(pod -> {
            if (pod.getName().equals("stuck")) {
                waitFor(free);
            }
            return new Answer.Proceed();
        });
        try (var connection = open(socket(), plugin)) {
            await().atMost(SOON).until(connection::established);

            pods().create("stuck", Map.of("must", "wait"));

            await().atMost(SOON).until(() -> pods().refusal("stuck").contains("no answer within 1500 ms"));
            assertThat(connection.established()).isTrue();
            free.countDown();
            await().atMost(SOON).until(() -> pods().running("stuck"));
            assertThat(plugin.heard).doesNotContain("disconnected");
        } finally {
            free.countDown();
            pods().delete("stuck");
        }
    }

    @Test
    void shouldTellThePodsThatWereThereBeforeThePlugin() throws IOException {
        pods().create("older", LABELS);
        await().atMost(SOON).until(() -> pods().running("older"));
        RecordingPlugin plugin = new RecordingPlugin();
        try (var connection = open(socket(), plugin)) {
            await().atMost(SOON).until(connection::established);

            assertThat(plugin.pods)
                    .filteredOn(pod -> pod.getName().equals("older"))
                    .singleElement()
                    .satisfies(pod -> assertThat(pod.getLabelsMap()).containsAllEntriesOf(LABELS));
        } finally {
            pods().delete("older");
        }
    }

    private static void waitFor(CountDownLatch free) {
        try {
            free.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static PluginConnection open(Path socket, Plugin plugin) {
        return PluginConnection.open(new Registration(socket, "contract", "42", Duration.ofMillis(1500)), plugin);
    }

    /** Where somebody asks for a new recording, by the property {@code recordings}: a folder. */
    private void keep(List<String> lines) throws IOException {
        String wanted = System.getProperty("recordings", "");
        if (!wanted.isEmpty()) {
            Files.write(Path.of(wanted).resolve(getClass().getSimpleName() + ".frames"), lines);
        }
    }
}
