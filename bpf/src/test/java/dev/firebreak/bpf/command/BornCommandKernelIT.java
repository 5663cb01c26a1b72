// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.bpf.RootTest;
import dev.firebreak.bpf.Site;
import dev.firebreak.bpf.command.Command.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@RootTest
@ExtendWith(Site.Each.class)
class BornCommandKernelIT {
    private static final long HUP_INT_QUIT_TERM = 0x4007;

    /** Signals 32 and 33: it lets nobody set them, so they are as our caller left them. */
    private static final long THE_C_LIBRARYS_OWN = 0x180000000L;

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void makeOut() throws Exception {
        out = Files.createFile(
                        folder.resolve("out"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-")))
                .toRealPath();
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Command shell(String script) {
        return new Command(
                List.of("sh", "-c", script),
                Map.of("PATH", "/usr/bin:/bin", "GREETING", "hello"),
                Path.of("/"),
                Optional.empty(),
                List.of());
    }

    private static Next end(Birth birth) {
        assertThat(birth).isInstanceOf(Birth.Started.class);
        try (BornCommand command = ((Birth.Started) birth).command()) {
            return command.next();
        }
    }

    private String said(Site site, Command command) throws Exception {
        assertThat(end(BornCommand.start(site.cgroup(), command))).isEqualTo(new Next.Exited(0));
        return Files.readString(out);
    }

    @Test
    void shouldBeInsideTheCgroupFromItsFirstInstruction(Site site) throws Exception {
        String cgroups = said(site, shell("cat /proc/self/cgroup > " + out));
        assertThat(cgroups).containsPattern("(?m)^0::.*/" + site.cgroup().path().getFileName() + "$");
    }

    @Test
    void shouldHaveItsEnvironmentAndFolderAndOnlyTheStandardStreams(Site site) throws Exception {
        String seen = said(
                site,
                new Command(
                        List.of("sh", "-c", "echo $GREETING $(pwd) $(ls /proc/self/fd | tr '\\n' ' ') > " + out),
                        Map.of("PATH", "/usr/bin:/bin", "GREETING", "hello"),
                        folder,
                        Optional.empty(),
                        List.of()));
        // ls has its own view of the folder as 3.
        assertThat(seen.strip()).isEqualTo("hello " + folder.toRealPath() + " 0 1 2 3");
    }

    @Test
    void shouldHaveDefaultSignalsAndAnEmptyMask(Site site) throws Exception {
        String status = said(site, shell("grep -E '^Sig(Blk|Ign)' /proc/self/status > " + out));
        assertThat(status).contains("SigBlk:\t0000000000000000");
        // What our caller ignores of these stays ignored: a suite in the background of a shell was born without SIGINT.
        long inherited = ignored(Files.readString(Path.of("/proc/self/status"))) & HUP_INT_QUIT_TERM;
        assertThat(ignored(status) & ~THE_C_LIBRARYS_OWN).isEqualTo(inherited);
    }

    /** The mask of ignored signals in the text of a /proc/PID/status: bit n is signal n + 1. */
    private static long ignored(String status) {
        return status.lines()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldBeWhomItShallBe(Site site) throws Exception {
        String id = said(
                site,
                new Command(
                        List.of("sh", "-c", "id -u > " + out + "; id -g >> " + out + "; id -G >> " + out),
                        Map.of("PATH", "/usr/bin:/bin"),
                        Path.of("/"),
                        Optional.of(new Identity(65534, 65533, List.of(65532))),
                        List.of()));
        assertThat(id).isEqualTo("65534\n65533\n65533 65532\n");
    }

    @Test
    void shouldNotSeeAMaskedSocketWhileTheHostDoes(Site site) throws Exception {
        Path socket = Files.createFile(folder.resolve("socket"));
        String kind = said(
                site,
                new Command(
                        List.of("sh", "-c", "test -c " + socket + " && echo masked > " + out),
                        Map.of("PATH", "/usr/bin:/bin"),
                        Path.of("/"),
                        Optional.empty(),
                        List.of(socket)));
        assertThat(kind).isEqualTo("masked\n");
        assertThat(socket).isRegularFile();
    }

    @Test
    void shouldTellItsExitCodeAndItsSignal(Site site) {
        assertThat(end(BornCommand.start(site.cgroup(), shell("exit 7")))).isEqualTo(new Next.Exited(7));
        assertThat(end(BornCommand.start(site.cgroup(), shell("kill -TERM $$"))))
                .isEqualTo(new Next.Killed(15));
    }

    @Test
    void shouldBeSentASignalUntilItHasEnded(Site site) {
        Birth birth = BornCommand.start(site.cgroup(), shell("exec sleep 60"));
        assertThat(birth).isInstanceOf(Birth.Started.class);
        try (BornCommand command = ((Birth.Started) birth).command()) {
            assertThat(command.signal(9)).isTrue();
            assertThat(command.next()).isEqualTo(new Next.Killed(9));
            assertThat(command.signal(9)).isFalse();
        }
    }

    @Test
    void shouldSayNotFoundWhenThereIsNoSuchProgram(Site site) {
        Birth birth = BornCommand.start(
                site.cgroup(),
                new Command(
                        List.of("no-such-program"),
                        Map.of("PATH", "/usr/bin:/bin"),
                        Path.of("/"),
                        Optional.empty(),
                        List.of()));
        assertThat(birth)
                .isInstanceOfSatisfying(
                        Birth.NotFound.class,
                        notFound -> assertThat(notFound.cause())
                                .hasMessageContaining("no-such-program")
                                .hasMessageContaining("ENOENT"));
    }

    @Test
    void shouldSayNotExecutableWhenTheFileIsNone(Site site) {
        Birth birth = BornCommand.start(
                site.cgroup(),
                new Command(List.of(out.toString()), Map.of(), Path.of("/"), Optional.empty(), List.of()));
        assertThat(birth).isInstanceOf(Birth.NotExecutable.class);
    }

    @Test
    void shouldFailWithoutStartingAnythingWhenAStepBeforeFails(Site site) {
        Birth birth = BornCommand.start(
                site.cgroup(),
                new Command(
                        List.of("touch", folder.resolve("started").toString()),
                        Map.of("PATH", "/usr/bin:/bin"),
                        Path.of("/no/such/folder"),
                        Optional.empty(),
                        List.of()));
        assertThat(birth)
                .isInstanceOfSatisfying(
                        Birth.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessageContaining("/no/such/folder"));
        assertThat(folder.resolve("started")).doesNotExist();
    }
}
