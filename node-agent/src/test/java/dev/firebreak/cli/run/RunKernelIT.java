// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.cli.report.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of one run: verdicts, exit codes, streams, report. */
@KernelTest
final class RunKernelIT {
    private static final List<String> DENY_ALL = List.of("--deny", "*.example.com");

    @TempDir
    private Path work;

    private Box box;

    @BeforeEach
    void open() throws IOException {
        box = Box.open(work);
    }

    @AfterEach
    void close() throws IOException {
        box.close();
    }

    @Test
    void shouldTurnSuccessIntoThreeWhenALookupWasDenied() throws Exception {
        // When
        Started.Ran ran = box.run(
                List.of("--deny", "frontend.example.com", "--fail-on-denied"),
                "getent ahosts frontend.example.com; true");

        // Then
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("DENIED    frontend.example.com", "by getent ahosts frontend.example.com");
    }

    @Test
    void shouldResolveWhenTheNameIsNotDenied() throws Exception {
        // When
        Started.Ran ran = box.run(
                List.of("--deny", "frontend.example.com", "--fail-on-denied"), "getent ahostsv4 db.example.com");

        // Then
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains(Box.ADDRESS);
    }

    @Test
    void shouldNameTheToolAndBothShellsWhenADeepToolAsked() throws Exception {
        // When
        box.run(
                List.of("--deny", "*.example.com", "--report", "r.json"),
                "sh -c 'getent hosts a.example.com; true'; true");

        // Then
        assertThat(Schemas.complaints("report", Files.readString(work.resolve("r.json"))))
                .isEmpty();
        JsonNode lookup = box.json("r.json").get("lookups").get(0);
        assertThat(lookup.get("verdict").asText()).isEqualTo("denied");
        assertThat(lookup.get("process").get("comm").asText()).isEqualTo("getent");
        assertThat(lookup.get("process").get("arguments").valueStream().map(JsonNode::asText))
                .containsExactly("getent", "hosts", "a.example.com");
        assertThat(lookup.get("parents")
                        .valueStream()
                        .map(parent -> parent.get("comm").asText()))
                .containsExactly("sh", "sh");
    }

    @Test
    void shouldOnlyRecordWhenAudited() throws Exception {
        // Given
        List<String> switches = new ArrayList<>(DENY_ALL);
        switches.addAll(List.of("--audit", "--fail-on-denied", "--report", "r.json"));

        // When
        Started.Ran ran = box.run(switches, "getent ahostsv4 a.example.com");

        // Then
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains(Box.ADDRESS);
        assertThat(ran.err()).contains("AUDITED   a.example.com");
        assertThat(box.json("r.json").get("lookups").get(0).get("verdict").asText())
                .isEqualTo("audited");
    }

    @Test
    void shouldExitAsTheCommandDidWhenItEnds() throws Exception {
        assertThat(box.run(DENY_ALL, "exit 7").exitCode()).isEqualTo(7);
        assertThat(box.run(DENY_ALL, "kill -9 $$").exitCode()).isEqualTo(128 + 9);
        assertThat(box.run(DENY_ALL, "kill -TERM $$").err()).contains("ended by SIGTERM");
    }

    @Test
    void shouldExitAsShellsDoWhenTheCommandCannotBeExecuted() throws Exception {
        assertThat(box.firebreak("run", "--", "no-such-command").exitCode()).isEqualTo(127);
        assertThat(box.firebreak("run", "--", "/no/such/command").exitCode()).isEqualTo(127);
        assertThat(box.firebreak("run", "--", "/etc/passwd").exitCode()).isEqualTo(126);
        assertThat(box.firebreak("run", "--", "/").exitCode()).isEqualTo(126);
        assertThat(box.runCgroups()).isEmpty();
        assertThat(box.pins()).isEmpty();
    }

    @Test
    void shouldGiveTheCommandStreamsFolderAndEnvironmentWhenItIsBorn() throws Exception {
        // Given
        List<String> words = new ArrayList<>(List.of("env", "GREETING=hello world"));
        words.addAll(Box.runCommand(List.of("--quiet"), "cat; echo \"$GREETING\"; pwd; echo complaint >&2"));
        Started started = box.start(words);

        // When
        started.process().getOutputStream().write("from stdin\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Started.Ran ran = started.end();

        // Then
        assertThat(ran.out()).isEqualTo("from stdin\nhello world\n" + work + "\n");
        assertThat(ran.err()).isEqualTo("complaint\n");
    }

    @Test
    void shouldRunAsAnotherUserWhenAsked() throws Exception {
        // When
        Started.Ran ran = box.run(
                List.of("--user", "nobody", "--deny", "a.example.com"), "id -u; id -g; getent hosts a.example.com");

        // Then
        assertThat(ran.out()).startsWith("65534\n65534\n");
        assertThat(ran.err()).contains("DENIED    a.example.com");
    }

    @Test
    void shouldLeaveNothingBehindWhenItEnded() throws Exception {
        // When
        box.run(DENY_ALL, "getent hosts a.example.com");

        // Then
        assertThat(box.runCgroups()).isEmpty();
        assertThat(box.pins()).isEmpty();
    }

    @Test
    void shouldWriteALinePerLookupWhenLogged() throws Exception {
        // When
        box.run(
                List.of("--deny", "a.example.com", "--log", "l.jsonl"),
                "getent hosts a.example.com; getent hosts b.example.com");

        // Then
        List<String> lines = Files.readAllLines(work.resolve("l.jsonl"));
        for (String line : lines) {
            assertThat(Schemas.complaints("log", line)).isEmpty();
        }
        assertThat(lines).anyMatch(line -> line.contains("\"denied\"") && line.contains("a.example.com"));
        assertThat(lines).anyMatch(line -> line.contains("\"allowed\"") && line.contains("b.example.com"));
    }

    @Test
    void shouldKeepTheCommandFromTheDaemonWhenLibcWouldAskOne() throws Exception {
        // Given
        box.unfiltered("sh", "-c", "mount -t tmpfs none /run && mkdir /run/nscd");
        box.start(List.of("python3", "-uc", """
                import socket
                s = socket.socket(socket.AF_UNIX); s.bind("/run/nscd/socket"); s.listen(); print("listens"); s.accept()
                """)).hasSaid("listens");

        // When
        Started.Ran ran = box.run(
                List.of("--quiet"),
                "python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect(\"/run/nscd/socket\")'; getent ahostsv4"
                        + " db.example.com");

        // Then
        assertThat(ran.err()).containsAnyOf("PermissionError", "ConnectionRefusedError");
        assertThat(ran.out()).contains(Box.ADDRESS);
    }

    @Test
    void shouldHandDownEveryByteWhenTheCommandIsBorn() throws Exception {
        // Given
        List<String> words = new ArrayList<>(List.of(
                "sh", "-c", "echo from seven >seven; exec 7<seven; ODD=$(printf 'caf\\351') exec \"$@\"", "sh"));
        words.addAll(Box.runCommand(List.of("--quiet"), "cat <&7; printf %s \"$ODD\" | od -An -tx1"));

        // When
        Started.Ran inherited = box.start(words).end();
        Started.Ran printed = box.firebreak("run", "--quiet", "--", "printf", "[%s]", "a", "", "b c", "--deny");

        // Then
        assertThat(inherited.out()).as(inherited.err()).isEqualTo("from seven\n 63 61 66 e9\n");
        assertThat(printed.out()).isEqualTo("[a][][b c][--deny]");
    }
}
