// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to firebreak, and the terminal. */
@KernelTest
final class RunSignalKernelIT {
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

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP", "QUIT", "USR1"})
    void shouldReachTheCommandWhenFirebreakIsSignalled(String signal) throws Exception {
        // Given
        Started started = box.startRun(
                List.of("--quiet"),
                "trap 'echo got it; exit 5' " + signal + "; echo ready; while :; do sleep 0.05; done");
        started.hasSaid("ready");

        // When
        started.signal(signal);
        Started.Ran ran = started.end();

        // Then
        assertThat(ran.out()).isEqualTo("ready\ngot it\n");
        assertThat(ran.exitCode()).isEqualTo(5);
    }

    @Test
    void shouldEndAsTheCommandWhenTheSignalEndsIt() throws Exception {
        // Given
        Started started = box.startRun(List.of(), "echo ready; exec sleep 60");
        started.hasSaid("ready");

        // When
        started.signal("TERM");
        Started.Ran ran = started.end();

        // Then
        assertThat(ran.exitCode()).isEqualTo(128 + 15);
        assertThat(ran.err()).contains("ended by SIGTERM");
        assertThat(box.runCgroups()).isEmpty();
    }

    @Test
    void shouldStopAndGoOnWithTheCommandWhenSuspended() throws Exception {
        // Given a shell's job: in an orphaned process group, where a suite may run, the kernel lets nothing be
        // suspended
        List<String> job = new ArrayList<>(List.of("bash", "-c", "set -m; \"$@\" & wait -f $!", "bash"));
        job.addAll(Box.runCommand(List.of("--quiet"), "echo ready; while :; do sleep 0.05; done"));
        Started shell = box.start(job);
        shell.hasSaid("ready");
        ProcessHandle firebreak = shell.process().children().findFirst().orElseThrow();
        long command = firebreak.children().findFirst().orElseThrow().pid();

        // When
        Started.signal("TSTP", firebreak.pid());
        Awaitility.await().until(() -> state(firebreak.pid()) == 'T' && state(command) == 'T');
        Started.signal("CONT", firebreak.pid());

        // Then
        Awaitility.await().until(() -> state(firebreak.pid()) != 'T' && state(command) != 'T');
        Started.signal("TERM", firebreak.pid());
        assertThat(shell.end().exitCode()).isEqualTo(128 + 15);
    }

    @Test
    void shouldDeliverOneInterruptWhenTheTerminalSendsIt() throws Exception {
        // Given
        Path script = Files.writeString(
                work.resolve("job.sh"),
                String.join(
                        " ",
                        quoted(Box.runCommand(
                                List.of("--quiet"),
                                "n=0; trap 'n=$((n+1)); echo interrupt $n' INT; test -t 0 && echo ready; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.1; done;"
                                        + " echo end $n"))));
        Started terminal = box.start(List.of("script", "-qfec", "sh " + script, "/dev/null"));
        terminal.hasSaid("ready");

        // When
        terminal.process().getOutputStream().write("\u0003".getBytes(StandardCharsets.US_ASCII));
        terminal.process().getOutputStream().flush();
        terminal.hasSaid("end");

        // Then
        assertThat(terminal.said()).contains("end 1");
        terminal.end();
    }

    private static List<String> quoted(List<String> words) {
        List<String> quoted = new ArrayList<>();
        words.forEach(word -> quoted.add("'" + word.replace("'", "'\\''") + "'"));
        return quoted;
    }

    private static char state(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
