// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that lacks something: 125 with what, where and what next, and the command never started. */
@KernelTest
final class RunBadInputKernelIT {
    @TempDir
    private Path work;

    private Box box;

    @BeforeEach
    void open() throws IOException {
        box = Box.open(work);
        Files.setPosixFilePermissions(work, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void close() throws IOException {
        box.close();
    }

    @Test
    void shouldSayRunItWithSudoWhenNotRoot() throws Exception {
        refuses(
                under(
                        "setpriv",
                        "--reuid=65534",
                        "--clear-groups",
                        // The build's own folder may be closed to others.
                        "--inh-caps=+dac_read_search",
                        "--ambient-caps=+dac_read_search"),
                "not root",
                "sudo");
    }

    @Test
    void shouldSayWhatToMountWhenThereIsNoCgroup2() throws Exception {
        refuses(
                under(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "for m in $(awk '$3==\"cgroup2\"{print $2}' /proc/self/mounts); do umount -l $m; done; exec \"$@\"",
                        "sh"),
                "no cgroup2 is mounted",
                "mount -t cgroup2");
    }

    @Test
    void shouldSayWhatToMountWhenThereIsNoBpffs() throws Exception {
        refuses(
                under(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "while umount -l /sys/fs/bpf 2>/dev/null; do :; done; exec \"$@\"",
                        "sh"),
                "no bpffs is mounted",
                "mount -t bpf");
    }

    @Test
    void shouldNameTheRightsThatAreMissingWhenRootIsNotEnough() throws Exception {
        refuses(
                under("setpriv", "--bounding-set=-bpf,-sys_admin,-net_admin,-perfmon", "--inh-caps=-all"),
                "nothing was started",
                "firebreak probe");
    }

    @Test
    void shouldNotLeaveTheCallersCgroupWhenItCannotBeFound() throws Exception {
        refuses(under("unshare", "--cgroup"), "own cgroup cannot be found", "mount -t cgroup2");
    }

    @Test
    void shouldRefuseWhenAFileCannotBeWritten() throws Exception {
        // When
        Started.Ran report = box.run(List.of("--report", "no/such/folder/r.json"), "touch started");
        Started.Ran log = box.run(List.of("--log", "no/such/folder/l.json"), "touch started");

        // Then
        assertThat(report.exitCode()).isEqualTo(125);
        assertThat(report.err()).contains("--report no/such/folder/r.json", "  next:  ");
        assertThat(log.exitCode()).isEqualTo(125);
        assertThat(log.err()).contains("--log no/such/folder/l.json", "  next:  ");
        assertThat(work.resolve("started")).doesNotExist();
    }

    @Test
    void shouldGoOnAndSayWhatWasLostWhenTheDiskIsFull() throws Exception {
        // Given
        Path disk = Files.createDirectory(work.resolve("disk"));

        // When
        Started.Ran ran = box.start(
                        fullDisk(
                                disk,
                                Box.runCommand(
                                        List.of("--deny", "a.example.com", "--log", disk + "/l.jsonl"),
                                        "getent hosts a.example.com; for i in 1 2 3 4 5 6 7 8; do getent hosts b$i.example.com; done; exit 6")))
                .end();

        // Then
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(6);
        assertThat(ran.err())
                .contains("DENIED    a.example.com")
                .containsPattern("note: \\d+ lines could not be written to the log");
        assertThat(Files.readString(work.resolve("copy.jsonl")).lines())
                .isNotEmpty()
                .allMatch(line -> line.endsWith("}"));
    }

    /** A file system of one page for the log; what it took is copied out before the mount namespace goes. */
    private List<String> fullDisk(Path disk, List<String> words) {
        List<String> all = new java.util.ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=4k none \"$0\"; \"$@\"; code=$?; cp \"$0\"/l.jsonl copy.jsonl; exit $code",
                disk.toString()));
        all.addAll(words);
        return all;
    }

    private static List<String> under(String... prefix) {
        List<String> words = new java.util.ArrayList<>(List.of(prefix));
        words.addAll(Box.runCommand(List.of("--deny", "a.example.com"), "touch started"));
        return words;
    }

    private void refuses(List<String> words, String... said) throws Exception {
        // When
        Started.Ran ran = box.start(words).end();

        // Then
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(125);
        assertThat(ran.err()).startsWith("firebreak: ").contains(said).contains("  next:  ");
        assertThat(work.resolve("started")).doesNotExist();
        assertThat(box.runCgroups()).isEmpty();
        assertThat(box.pins()).isEmpty();
    }
}
