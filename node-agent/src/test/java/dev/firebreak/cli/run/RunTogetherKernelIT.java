// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs on one host, one inside another, and what is left when a command or firebreak ends early. */
@KernelTest
final class RunTogetherKernelIT {
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
    void shouldNotDisturbEachOtherWhenTwoRunsAreSideBySide() throws Exception {
        // Given
        String script =
                "echo ready; while [ ! -e go ]; do sleep 0.02; done; getent ahostsv4 a.example.com; getent ahostsv4 b.example.com;"
                        + " true";
        Started one = box.startRun(List.of("--deny", "a.example.com"), script).hasSaid("ready");
        Started two = box.startRun(List.of("--deny", "b.example.com"), script).hasSaid("ready");

        // When
        Files.createFile(work.resolve("go"));
        Started.Ran first = one.end();
        Started.Ran second = two.end();

        // Then
        assertThat(first.out()).contains("b.example.com").doesNotContain("a.example.com");
        assertThat(second.out()).contains("a.example.com").doesNotContain("b.example.com");
        assertThat(first.err()).contains("DENIED    a.example.com").doesNotContain("DENIED    b.example.com");
        assertThat(second.err()).contains("DENIED    b.example.com").doesNotContain("DENIED    a.example.com");
        assertThat(box.pins()).isEmpty();
    }

    @Test
    void shouldStayInsideTheOuterFilterWhenARunIsNested() throws Exception {
        // Given
        String inner = String.join(" ", Box.runCommand(List.of("--quiet", "--deny", "b.example.com"), ""))
                .replace("sh -c ", "");

        // When
        Started.Ran ran = box.run(
                List.of("--deny", "a.example.com"),
                inner + " getent ahostsv4 a.example.com; " + inner + " getent ahostsv4 b.example.com; " + inner
                        + " getent ahostsv4 c.example.com");

        // Then
        assertThat(ran.out()).contains(Box.ADDRESS).contains("c.example.com");
        assertThat(ran.out()).doesNotContain("a.example.com").doesNotContain("b.example.com");
        assertThat(ran.err()).contains("DENIED    a.example.com");
    }

    @Test
    void shouldKeepFilteringWhatStaysBehindWhenTheCommandEnds() throws Exception {
        // When
        Started.Ran ran = box.run(
                List.of("--deny", "a.example.com"),
                "(while [ ! -e go ]; do sleep 0.02; done; getent ahostsv4 a.example.com >late 2>&1; touch done) & true");

        // Then
        assertThat(ran.err()).contains("still running, and still filtered: sh (");
        assertThat(box.firebreak("detach", "--all").exitCode()).isEqualTo(125);
        Files.createFile(work.resolve("go"));
        Awaitility.await().until(() -> Files.exists(work.resolve("done")));
        assertThat(Files.readString(work.resolve("late"))).doesNotContain(Box.ADDRESS);
        clearsWhenEmpty();
    }

    @Test
    void shouldLeaveTheCommandFilteredWhenFirebreakIsKilled() throws Exception {
        // Given
        Started started = box.startRun(
                List.of("--deny", "a.example.com"),
                "echo ready; while [ ! -e go ]; do sleep 0.02; done; getent ahostsv4 a.example.com; getent ahostsv4 b.example.com; echo end");
        started.hasSaid("ready");

        // When
        started.signal("KILL");
        started.process().waitFor();
        Files.createFile(work.resolve("go"));
        started.hasSaid("end");

        // Then
        assertThat(started.said()).contains("b.example.com").doesNotContain("a.example.com");
        clearsWhenEmpty();
    }

    @Test
    void shouldKeepARunWhenItsCgroupIsNamedAsAnotherNamespaceSeesIt() throws Exception {
        // Given
        List<String> words = new ArrayList<>(List.of(
                "unshare",
                "--cgroup",
                "--mount",
                "sh",
                "-c",
                "mkdir -p view && mount -t cgroup2 none view && umount -l $(awk '$3 == \"cgroup2\" { print $2; exit }'"
                        + " /proc/self/mounts) && exec \"$@\"",
                "sh"));
        words.addAll(Box.runCommand(List.of("--quiet"), "echo ready; exec sleep 60"));
        Started started = box.start(words).hasSaid("ready");
        started.signal("KILL");
        started.process().waitFor();

        // When
        box.run(List.of("--quiet"), "true");

        // Then
        assertThat(box.pins()).anyMatch(pin -> pin.endsWith("/links/fb_egress"));
        assertThat(box.firebreak("detach", "--all").exitCode()).isEqualTo(125);
    }

    private void clearsWhenEmpty() throws Exception {
        Awaitility.await().until(() -> !box.cgroup().populated() || onlyEmptyRuns());
        Started.Ran next = box.run(List.of("--quiet"), "true");
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(box.runCgroups()).isEmpty();
        assertThat(box.pins()).isEmpty();
    }

    private boolean onlyEmptyRuns() throws IOException {
        for (Path run : box.runCgroups()) {
            if (new dev.firebreak.bpf.cgroup.Cgroup(run).populated()) {
                return false;
            }
        }
        return true;
    }
}
