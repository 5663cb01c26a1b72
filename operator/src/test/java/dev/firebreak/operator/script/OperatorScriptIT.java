// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.script;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.cluster.ClusterScript;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code script/operator} as a person calls it, on a cluster that is not the one named {@code default}; all state is in
 * a folder of the test.
 */
@WithControlPlane(own = true)
class OperatorScriptIT {
    private static final Path SCRIPT = ClusterScript.path().resolveSibling("operator");
    private static final String POLICY = """
            apiVersion: firebreak.dev/v1alpha1
            kind: DeployDnsPolicy
            metadata: {name: by-script, namespace: default}
            spec:
              mode: Audit
              deny: [{name: sites, names: [sites.example.com]}]
            """;

    @TempDir
    private Path home;

    private String kubeconfig = "";
    private @Nullable Process janitor;

    /** Stops the operator when its stdin ends: at the end of each test, or of this JVM. */
    @BeforeEach
    void watch(ControlPlane plane) throws IOException {
        kubeconfig = plane.kubeconfig().toString();
        ProcessBuilder command = command();
        command.command("setsid", "sh", "-c", "cat >/dev/null; exec \"$0\" stop", SCRIPT.toString());
        janitor = command.redirectErrorStream(true)
                .redirectOutput(home.resolve("janitor.log").toFile())
                .start();
    }

    @AfterEach
    void clear() throws IOException {
        requireNonNull(janitor).getOutputStream().close();
        assertThat(janitor.onExit().join().exitValue()).isZero();
    }

    private ProcessBuilder command(String... arguments) {
        ProcessBuilder command = ClusterScript.command(List.of(arguments));
        command.command().set(0, SCRIPT.toString());
        command.environment().put("XDG_STATE_HOME", home.toString());
        command.environment().put("KUBECONFIG", kubeconfig);
        command.environment().remove("FIREBREAK_CLUSTER");
        return command;
    }

    private ClusterScript.Ended operator(String... arguments) {
        return ClusterScript.run(command(arguments));
    }

    @Test
    void shouldRunTheOperatorUntilItIsStoppedWhenTheClusterHasAnyName(KubernetesClient client) {
        // When
        ClusterScript.Ended started = operator("start", "--no-build");

        // Then: ready means ready
        assertThat(started.exitCode()).as(started.output()).isZero();
        assertThat(started.output()).contains("ready: http://127.0.0.1:");
        client.resources(DeployDnsPolicy.class)
                .load(new ByteArrayInputStream(POLICY.getBytes(StandardCharsets.UTF_8)))
                .create();
        client.resources(DeployDnsPolicy.class)
                .inNamespace("default")
                .withName("by-script")
                .waitUntilCondition(
                        OperatorScriptIT::isCompiled, Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS);
        assertThat(operator("status").exitCode()).isZero();
        assertThat(operator("logs").output()).contains("\"message\"");
        assertThat(operator("start", "--no-build").output()).contains("runs already");

        // When
        ClusterScript.Ended stopped = operator("stop");

        // Then
        assertThat(stopped.exitCode()).as(stopped.output()).isZero();
        assertThat(operator("status").exitCode()).isOne();
        assertThat(operator("logs").exitCode()).isOne();
        assertThat(operator("stop").exitCode()).isZero();
    }

    private static boolean isCompiled(@Nullable DeployDnsPolicy policy) {
        return policy != null
                && policy.getStatus() != null
                && policy.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Compiled")
                                && condition.getStatus().equals("True"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "begin", "status now", "stop --no-build", "start --build"})
    void shouldSayHowItIsUsedWhenItIsUsedInAnotherWay(String arguments) {
        // When
        ClusterScript.Ended ended = operator(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

        // Then
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("script/operator --help");
    }

    @Test
    void shouldExplainItselfWhenAsked() {
        // When
        ClusterScript.Ended help = operator("--help");

        // Then
        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).startsWith("usage: script/operator start").endsWith("3 not built.\n");
    }

    @Test
    void shouldAskWhichClusterWhenNoneIsNamed() {
        // Given
        kubeconfig = "";

        // When
        ClusterScript.Ended ended = operator("start", "--no-build");

        // Then
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("KUBECONFIG is not set");
    }

    @Test
    void shouldSaySoWhenTheKubeconfigIsNotThere() {
        // Given
        kubeconfig = home.resolve("nowhere").toString();

        // When
        ClusterScript.Ended ended = operator("start", "--no-build");

        // Then
        assertThat(ended.exitCode()).isOne();
        assertThat(ended.output()).contains(kubeconfig + " names no cluster");
    }
}
