// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** explain, compile, show; and what run says of policies that cannot stand, which it does before it needs root. */
final class PolicyCommandsTest {
    private static final String HEAD = """
            apiVersion: firebreak.dev/v1alpha1
            kind: DeployDnsPolicy
            metadata: {name: database-deploy}
            """;
    private static final String GOOD = HEAD + """
            spec:
              mode: Enforce
              deny:
              - name: frontend
                names: ["frontend.example.com", "*.frontend.example.com"]
                reason: "the frontend is served by this database"
              allow:
              - name: status-page
                names: ["status.frontend.example.com"]
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldNameRuleAndReasonWhenANameIsExplained() throws IOException {
        // Given
        Path policy = write("policy.yaml", GOOD);

        // When
        Called called = Called.firebreak(
                "explain", "--policy", policy.toString(), "CDN.Frontend.Example.com.", "status.frontend.example.com");

        // Then
        assertThat(called.exitCode()).isZero();
        assertThat(called.out())
                .contains("cdn.frontend.example.com: denied", "frontend", "the frontend is served by this database")
                .contains("status.frontend.example.com: allowed", "status-page");
    }

    @Test
    void shouldShowTheSameDigestThatCompileToldWhenTheFileIsRead() throws IOException {
        // Given
        Path policy = write("policy.yaml", GOOD);
        Path out = folder.resolve("out.fbp");

        // When
        Called compiled = Called.firebreak("compile", "--policy", policy.toString(), "-o", out.toString());
        Called shown = Called.firebreak("show", "--names", out.toString());

        // Then
        assertThat(compiled.exitCode()).isZero();
        assertThat(shown.out())
                .contains(compiled.out().substring(0, "sha256:".length() + 64))
                .contains(
                        "deny   *.frontend.example.com  (frontend)",
                        "allow  status.frontend.example.com  (status-page)");
    }

    @Test
    void shouldSayThatItIsDamagedWhenACompiledFileWasChanged() throws IOException {
        // Given
        Path out = folder.resolve("out.fbp");
        Called.firebreak("compile", "--policy", write("policy.yaml", GOOD).toString(), "-o", out.toString());
        byte[] bytes = Files.readAllBytes(out);
        bytes[bytes.length / 2] ^= 1;
        Files.write(out, bytes);

        // When
        Called shown = Called.firebreak("show", out.toString());

        // Then
        assertThat(shown.exitCode()).isEqualTo(125);
        assertThat(shown.err()).contains("damaged", out.toString());
    }

    @Test
    void shouldRefuseToStartWithAPlaceWhenAPolicyCannotStand() throws IOException {
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("empty.yaml", ""),
                Map.entry("not-yaml.yaml", "{a: [b"),
                Map.entry("other-kind.yaml", GOOD.replace("DeployDnsPolicy", "Deployment")),
                Map.entry("unknown-field.yaml", GOOD.replace("mode:", "mood: x\n  mode:")),
                Map.entry("empty-label.yaml", GOOD.replace("status.frontend", "status..frontend")),
                Map.entry("long-label.yaml", GOOD.replace("status.frontend", "s".repeat(64))),
                Map.entry("long-name.yaml", GOOD.replace("status.frontend", "s123456789.".repeat(23) + "s")),
                Map.entry("star.yaml", GOOD.replace("status.frontend", "status.*.frontend")),
                Map.entry("non-ascii.yaml", GOOD.replace("status.frontend", "st\u00e4tus")),
                Map.entry("duplicate-key.yaml", GOOD.replace("  mode: Enforce", "  mode: Enforce\n  mode: Audit")),
                Map.entry("expired.yaml", GOOD.replace("  mode:", "  expiresAt: 2020-01-01T00:00:00Z\n  mode:")));
        for (Map.Entry<String, String> entry : wrong.entrySet()) {
            // Given
            Path policy = write(entry.getKey(), entry.getValue());

            // When
            Called called = Called.firebreak("run", "--policy", policy.toString(), "--", "touch", folder + "/started");

            // Then
            assertThat(called.exitCode()).as(entry.getKey()).isEqualTo(125);
            assertThat(called.err())
                    .as(entry.getKey())
                    .startsWith("firebreak: ")
                    .contains(policy.toString(), "  next:  ");
            assertThat(folder.resolve("started")).doesNotExist();
        }
    }

    @Test
    void shouldTellAllErrorsAtOnceWhenSeveralFilesAreWrong() throws IOException {
        // Given
        Path first = write("first.yaml", GOOD.replace("status.frontend", "a..b"));
        Path missing = folder.resolve("missing.yaml");

        // When
        Called called =
                Called.firebreak("run", "--policy", first.toString(), "--policy", missing.toString(), "--", "true");

        // Then
        assertThat(called.exitCode()).isEqualTo(125);
        assertThat(called.err())
                .contains(first + ":", "spec.allow[0].names[0]", missing + ": error: there is no such file");
    }

    @Test
    void shouldRefuseTheOptionWhenANameOnTheCommandLineIsWrong() {
        for (String name :
                new String[] {"a..b", "*", "x.*.y", "s".repeat(64) + ".example.com", "b\u00fccher.example"}) {
            // When
            Called called = Called.firebreak("run", "--deny", name, "--", "true");

            // Then
            assertThat(called.exitCode()).as(name).isEqualTo(125);
            assertThat(called.err()).contains("--deny[0]", "  next:  ");
        }
    }

    @Test
    void shouldWarnAndDenyWhenANameIsBothDeniedAndAllowed() throws IOException {
        // Given
        Path policy = write("both.yaml", GOOD.replace("status.frontend.example.com", "frontend.example.com"));

        // When
        Called called = Called.firebreak("explain", "--policy", policy.toString(), "frontend.example.com");

        // Then
        assertThat(called.exitCode()).isZero();
        assertThat(called.err()).contains("warning", policy.toString());
        assertThat(called.out()).contains("frontend.example.com: denied");
    }

    @Test
    void shouldCompileWhenAListHoldsAMillionNames() throws IOException {
        // Given
        Path list = write(
                "names.txt",
                IntStream.range(0, 1_000_000)
                        .mapToObj(i -> "n" + i + ".example.com\n")
                        .collect(Collectors.joining()));
        Path policy = write("policy.yaml", HEAD.replace("kind: Deploy", "kind: ClusterDeploy") + """
                spec:
                  mode: Enforce
                  deny:
                  - name: site
                    namesFrom: [{configMap: {namespace: ops, name: site, key: names}}]
                """);

        // When
        Called called = Called.firebreak(
                "compile",
                "--policy",
                policy.toString(),
                "--names-from",
                "ops/site/names=" + list,
                "-o",
                folder + "/out");

        // Then
        assertThat(called.err()).isEmpty();
        assertThat(called.out()).contains("1000000 names");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
