// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code script/cluster} as a person calls it, and what it makes of crashes; all state is in a folder of the test. */
@WithControlPlane
class ClusterScriptIT {

    @TempDir
    private Path home;

    private @Nullable Process janitor;

    /** Clears when its stdin ends: at the end of each test, or of this JVM. */
    @BeforeEach
    void watch() throws IOException {
        ProcessBuilder command = command();
        command.command(
                "setsid",
                "sh",
                "-c",
                "cat >/dev/null; exec \"$0\" down --all",
                command.command().getFirst());
        janitor = command.redirectErrorStream(true)
                .redirectOutput(home.resolve("janitor.log").toFile())
                .start();
    }

    @AfterEach
    void clear() throws IOException {
        requireNonNull(janitor).getOutputStream().close();
        assertThat(janitor.onExit().join().exitValue()).isZero();
        assertThat(processes()).isEmpty();
    }

    @Test
    void shouldKeepClustersApartWhenTwoAreUp() {
        // Given
        up("one");
        up("two");

        // When
        done("--name", "one", "kubectl", "create", "namespace", "only-here");

        // Then
        assertThat(cluster("--name", "one", "kubectl", "get", "namespace", "only-here")
                        .exitCode())
                .isZero();
        assertThat(cluster("--name", "two", "kubectl", "get", "namespace", "only-here")
                        .output())
                .contains("not found");
        done("--name", "one", "down");
        assertThat(done("--name", "two", "status")).contains("API server: ready");
    }

    @Test
    void shouldChangeNothingWhenItIsUpAlready() throws IOException {
        // Given
        up("one");
        List<Long> before = processes();

        // When
        String told = up("one");

        // Then
        assertThat(told).contains("is up already");
        assertThat(processes()).containsExactlyElementsOf(before);
    }

    @Test
    void shouldLeaveNothingWhenItGoesDown() throws IOException {
        // Given
        up("one");
        assertThat(processes()).hasSizeGreaterThanOrEqualTo(4);

        // When
        done("--name", "one", "down");

        // Then
        assertThat(processes()).isEmpty();
        assertThat(home.resolve("firebreak/cluster")).doesNotExist();
    }

    @Test
    void shouldStartAProgramAgainWhenItIsKilled() throws IOException {
        // Given
        up("one");
        done("--name", "one", "kubectl", "create", "namespace", "kept");
        long pid = pid("one", "etcd");

        // When
        kill(pid);

        // Then
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(cluster("--name", "one", "status").exitCode()).isZero();
            assertThat(pid("one", "etcd")).isNotEqualTo(pid);
            assertThat(cluster("--name", "one", "kubectl", "get", "namespace", "kept")
                            .exitCode())
                    .isZero();
        });
    }

    @Test
    void shouldEndEveryProgramWhenTheirKeeperIsKilled() throws IOException {
        // Given
        up("one");

        // When
        kill(keeper("one"));

        // Then
        await().untilAsserted(() -> assertThat(processes()).isEmpty());
        assertThat(cluster("--name", "one", "status").output()).contains("is not up", "a crash left files");
    }

    @Test
    void shouldMakeANewOneWhenAllOfTheOldWasKilled() throws IOException {
        // Given
        up("one");
        done("--name", "one", "kubectl", "create", "namespace", "of-the-old-one");
        List<Long> old = processes();
        kill(keeper("one"));
        old.forEach(ClusterScriptIT::kill);

        // When
        String told = up("one");

        // Then
        assertThat(told).contains("clearing what is left", "is ready");
        assertThat(cluster("--name", "one", "kubectl", "get", "namespace", "of-the-old-one")
                        .output())
                .contains("not found");
        assertThat(processes()).doesNotContainAnyElementsOf(old);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1500})
    void shouldComeUpWhenAnEarlierUpWasKilledAfterMilliseconds(int milliseconds) throws Exception {
        // Given
        Process first = command("--name", "one", "up", "--control-plane-only", "--no-build")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("first.log").toFile())
                .start();
        boolean ended = first.waitFor(Duration.ofMillis(milliseconds));
        assumeThat(ended).as("it was still at it").isFalse();
        first.destroyForcibly().waitFor();

        // When
        String told = up("one");

        // Then
        assertThat(told).containsAnyOf("is ready", "is up already");
        assertThat(done("--name", "one", "status")).contains("API server: ready");
    }

    @Test
    void shouldLeaveNothingWhenWhoeverRanItWasKilled() throws Exception {
        // Given
        Process run = run("one");

        // When
        run.destroyForcibly().waitFor(); // and with it goes the only writer of its stdin

        // Then
        await().untilAsserted(() -> {
            assertThat(processes()).isEmpty();
            assertThat(home.resolve("firebreak/cluster/one")).doesNotExist();
        });
    }

    @Test
    void shouldClearWhatARunLeftWhenItsKeeperWasKilled() throws Exception {
        // Given
        Process run = run("orphan");
        kill(keeper("orphan"));
        assertThat(run.waitFor()).isNotZero();
        assertThat(home.resolve("firebreak/cluster/orphan")).exists();

        // When
        String told = up("another");

        // Then
        assertThat(told).contains("clearing orphan");
        assertThat(home.resolve("firebreak/cluster/orphan")).doesNotExist();
    }

    @Test
    void shouldChangeNothingWhenUpFindsTheApiServerStarting() throws IOException {
        // Given
        up("one");
        long etcd = pid("one", "etcd");
        kill(pid("one", "kube-apiserver"));

        // When
        String told = up("one");

        // Then
        assertThat(told).contains("is up already");
        assertThat(pid("one", "etcd")).isEqualTo(etcd);
    }

    @Test
    void shouldStayDownWhenAProgramIsStoppedUntilItIsStarted() {
        // Given
        up("one");

        // When
        done("--name", "one", "stop", "kube-apiserver");

        // Then
        ClusterScript.Ended status = cluster("--name", "one", "status");
        assertThat(status.exitCode()).isOne();
        assertThat(status.output()).contains("kube-apiserver", "stopped", "not ready");
        assertThat(cluster("--name", "one", "up", "--control-plane-only").output())
                .contains("stopped: kube-apiserver", "start PROGRAM");
        done("--name", "one", "start", "kube-apiserver");
        assertThat(done("--name", "one", "status")).contains("API server: ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "-x", "a/b", "..", ""})
    void shouldRefuseWhenTheNameIsNone(String name) {
        assertThat(cluster("--name", name, "status").exitCode()).isEqualTo(2);
    }

    @Test
    void shouldNameAProgramWhenNoClusterIsUp() {
        // When
        String path = done("program", "kubectl").strip();

        // Then
        assertThat(Path.of(path)).isAbsolute().isExecutable();
        assertThat(cluster("program", "kubelet-of-mars").exitCode()).isEqualTo(2);
        assertThat(cluster("program").exitCode()).isEqualTo(2);
    }

    @Test
    void shouldSayWhatToDoWhenItIsNotUp() {
        // When
        ClusterScript.Ended ended = cluster("kubeconfig");

        // Then
        assertThat(ended.exitCode()).isOne();
        assertThat(ended.output()).contains("cluster default is not up", "up --control-plane-only");
    }

    private Process run(String name) throws IOException {
        Process run = command("--name", name, "run", "--control-plane-only", "--no-build")
                .redirectError(home.resolve("run.log").toFile())
                .start();
        assertThat(run.inputReader(StandardCharsets.UTF_8).readLine())
                .isEqualTo(home.resolve("firebreak/cluster/" + name + "/kubeconfig")
                        .toString());
        return run;
    }

    private String up(String name) {
        return done("--name", name, "up", "--control-plane-only", "--no-build");
    }

    private String done(String... arguments) {
        ClusterScript.Ended ended = cluster(arguments);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended.output();
    }

    private ClusterScript.Ended cluster(String... arguments) {
        return ClusterScript.run(command(arguments));
    }

    private ProcessBuilder command(String... arguments) {
        ProcessBuilder command = ClusterScript.command(List.of(arguments));
        command.environment().put("XDG_STATE_HOME", home.toString());
        command.environment().remove("FIREBREAK_CLUSTER");
        return command;
    }

    private long keeper(String name) throws IOException {
        return Long.parseLong(Files.readString(home.resolve("firebreak/cluster/" + name + "/keeper"))
                .strip());
    }

    private long pid(String name, String program) throws IOException {
        return Long.parseLong(Files.readString(home.resolve("firebreak/cluster/" + name + "/pid/" + program))
                .strip());
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The pids of all processes that have a path of our clusters among their arguments; zombies have none. */
    private List<Long> processes() throws IOException {
        List<Long> found = new ArrayList<>();
        try (Stream<Path> folders = Files.list(Path.of("/proc"))) {
            for (Path folder : (Iterable<Path>) folders::iterator) {
                String file = folder.getFileName().toString();
                if (file.chars().allMatch(Character::isDigit)
                        && arguments(folder).contains(home + "/firebreak")) {
                    found.add(Long.parseLong(file));
                }
            }
        }
        found.sort(null);
        return found;
    }

    private static String arguments(Path folder) {
        try {
            return Files.readString(folder.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it ended meanwhile
        }
    }
}
